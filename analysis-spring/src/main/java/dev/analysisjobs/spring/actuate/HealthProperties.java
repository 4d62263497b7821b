package dev.analysisjobs.spring.actuate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Set from when on analysis jobs are not healthy.
 *
 * @param maxQueueAge how long a due job of a type that is not paused may wait
 * @param maxUnswept how long a lease may have run out without being swept
 * @param maxSilence how long a loop of this node may be without success, longer than the poll and sweep intervals; by default a
 *     minute more than three times the longer of them
 * @param maxLeakedShare from which share of its slots on, that hung calls keep, this node is not healthy; above 0, at most 1
 * @param maxFailureRatio which share of a type's jobs that ended within the reading's window may have failed; 0 to 1
 * @param minEnded how many of them are needed for a ratio, at least 1
 * @since 0.1
 */
@ConfigurationProperties("analysis.jobs.health")
public record HealthProperties(
        @DefaultValue("1h") Duration maxQueueAge,
        @DefaultValue("2m") Duration maxUnswept,
        @Nullable Duration maxSilence,
        @DefaultValue("0.5") double maxLeakedShare,
        @DefaultValue("0.5") double maxFailureRatio,
        @DefaultValue("20") int minEnded) {}
