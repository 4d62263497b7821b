package dev.analysisjobs.spring.notice;

import dev.analysisjobs.spring.AnalysisConfigurationException;
import dev.analysisjobs.spring.AnalysisJobsProperties;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Posts notices where a URL is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("analysis.jobs.notices.webhook.url")
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookNoticeConfiguration {
    private static final String PREFIX = "analysis.jobs.notices.webhook.";
    /** The library's default. */
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);

    @Bean
    WebhookNoticeSender webhookNoticeSender(WebhookProperties properties, AnalysisJobsProperties jobs) {
        List<String> faults = new ArrayList<>();
        URI url = properties.url();
        if (!isPlain(url)) {
            // Not echoed: a password may stand there.
            faults.add(PREFIX + "url is not a plain URL such as https://example.com/analyses");
        }
        WebhookSignature signature = null;
        try {
            signature = WebhookSignature.of(properties.secret());
        } catch (IllegalArgumentException fault) {
            faults.add(PREFIX + "secret " + fault.getMessage());
        }
        Duration sendLimit = Objects.requireNonNullElse(jobs.notices().sendLimit(), SEND_LIMIT);
        if (!isPositive(properties.timeout()) || properties.timeout().compareTo(sendLimit) >= 0) {
            faults.add(PREFIX + "timeout is " + properties.timeout()
                    + ", it must be positive and below analysis.jobs.notices.send-limit, which is " + sendLimit);
        }
        if (!isPositive(properties.connectTimeout())
                || properties.connectTimeout().compareTo(properties.timeout()) > 0) {
            faults.add(PREFIX + "connect-timeout is " + properties.connectTimeout()
                    + ", it must be positive and at most the timeout, which is " + properties.timeout());
        }
        if (!faults.isEmpty()) {
            throw new AnalysisConfigurationException(faults);
        }
        return new WebhookNoticeSender(
                Objects.requireNonNull(url),
                Objects.requireNonNull(signature),
                properties.connectTimeout(),
                properties.timeout(),
                Clock.systemUTC());
    }

    private static boolean isPlain(@Nullable URI url) {
        return url != null
                && url.getHost() != null
                && url.getScheme() != null
                && url.getScheme().matches("(?i)https?")
                && url.getUserInfo() == null
                && url.getFragment() == null;
    }

    private static boolean isPositive(Duration value) {
        return !value.isNegative() && !value.isZero();
    }
}
