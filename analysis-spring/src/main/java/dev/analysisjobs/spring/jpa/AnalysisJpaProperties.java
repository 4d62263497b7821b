package dev.analysisjobs.spring.jpa;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code analysis.jobs.jpa}.
 *
 * @param enabled whether the read-only entities are added to what the app's entity manager scans
 * @since 0.1
 */
@ConfigurationProperties("analysis.jobs.jpa")
public record AnalysisJpaProperties(@DefaultValue("true") boolean enabled) {}
