package dev.analysisjobs.spring.reading;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Set how often meters and health checks read the store.
 *
 * @param refresh time between two readings, 100 ms to 1 h
 * @param window how far back ended jobs are counted for the failure ratio, 1 s to 7 d
 * @since 0.1
 */
@ConfigurationProperties("analysis.jobs.reading")
public record ReadingProperties(
        @DefaultValue("15s") Duration refresh,
        @DefaultValue("15m") Duration window) {}
