package dev.analysisjobs.spring;

import dev.analysisjobs.AnalysisJobsBuilder;
import dev.analysisjobs.model.AlertRules;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code analysis.jobs.alerts}: when this node raises alerts. What is not set is as in
 * {@link AlertRules#standard()}, where the limits are, too.
 *
 * @param enabled whether this node looks for incidents
 * @param interval time between two looks
 * @param coolDown how long after its end the same incident is not raised again
 * @param window how far back ended jobs and incomplete results count
 * @param maxUnswept how long ago a lease may have run out that no node took
 * @param maxQueueAge how long a due job may wait
 * @param maxUnworked how long a due job may wait while none of its type runs
 * @param maxFailureRatio share of a type's ended jobs that may have failed
 * @param minEnded ended jobs of a type from which on the share counts
 * @param maxNoticeAge how long a notice may wait for its delivery
 * @since 0.1
 */
@ConfigurationProperties("analysis.jobs.alerts")
public record AlertProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable Duration interval,
        @Nullable Duration coolDown,
        @Nullable Duration window,
        @Nullable Duration maxUnswept,
        @Nullable Duration maxQueueAge,
        @Nullable Duration maxUnworked,
        @Nullable Double maxFailureRatio,
        @Nullable Integer minEnded,
        @Nullable Duration maxNoticeAge) {

    void apply(AnalysisJobsBuilder jobs, List<String> faults) {
        if (!enabled) {
            jobs.withoutAlerts();
            return;
        }
        AlertRules standard = AlertRules.standard();
        try {
            jobs.alerts(new AlertRules(
                    Objects.requireNonNullElse(interval, standard.interval()),
                    Objects.requireNonNullElse(coolDown, standard.coolDown()),
                    Objects.requireNonNullElse(window, standard.window()),
                    Objects.requireNonNullElse(maxUnswept, standard.maxUnswept()),
                    Objects.requireNonNullElse(maxQueueAge, standard.maxQueueAge()),
                    Objects.requireNonNullElse(maxUnworked, standard.maxUnworked()),
                    Objects.requireNonNullElse(maxFailureRatio, standard.maxFailureRatio()),
                    Objects.requireNonNullElse(minEnded, standard.minEnded()),
                    Objects.requireNonNullElse(maxNoticeAge, standard.maxNoticeAge())));
        } catch (IllegalArgumentException fault) {
            faults.add("analysis.jobs.alerts: " + fault.getMessage());
        }
    }
}
