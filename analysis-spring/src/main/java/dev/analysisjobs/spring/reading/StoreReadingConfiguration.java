package dev.analysisjobs.spring.reading;

import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.spring.AnalysisConfigurationException;
import dev.analysisjobs.spring.AnalysisTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Share one reading of the store among meters and health checks.
 *
 * @since 0.1
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadingProperties.class)
public class StoreReadingConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    StoreReadings analysisStoreReadings(JobStore store, AnalysisTypes types, ReadingProperties settings) {
        List<String> faults = new ArrayList<>();
        between(faults, "refresh", settings.refresh(), Duration.ofMillis(100), Duration.ofHours(1));
        between(faults, "window", settings.window(), Duration.ofSeconds(1), Duration.ofDays(7));
        if (!faults.isEmpty()) {
            throw new AnalysisConfigurationException(faults);
        }
        return new StoreReadings(store, types.names(), settings);
    }

    private static void between(List<String> faults, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            faults.add("analysis.jobs.reading." + name + " is " + value + ", it must be between " + least + " and "
                    + most);
        }
    }
}
