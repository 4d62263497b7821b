package dev.analysisjobs.spring.notice;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notices are mailed; under {@code analysis.jobs.notices.mail}.
 *
 * @param from the sender's address, such as {@code Analyses <no-reply@example.com>}; needed where notices are mailed
 * @param operators who is told that a type was paused; nobody by default
 * @param operatorsLocale the language of mails to operators
 * @since 0.1
 */
@ConfigurationProperties("analysis.jobs.notices.mail")
public record MailProperties(
        @Nullable String from,
        @DefaultValue List<String> operators,
        @DefaultValue("en") Locale operatorsLocale) {}
