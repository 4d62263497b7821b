package dev.analysisjobs.spring.notice;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where notices are posted to; under {@code analysis.jobs.notices.webhook}.
 *
 * @param url an http or https URL; a webhook is there when it is set
 * @param secret what bodies are signed with: {@code whsec_} and the Base64 of 24 to 64 random bytes
 * @param connectTimeout how long a connection may take
 * @param timeout how long an answer may take, below {@code analysis.jobs.notices.send-limit}
 * @since 0.1
 */
@ConfigurationProperties("analysis.jobs.notices.webhook")
public record WebhookProperties(
        @Nullable URI url,
        @Nullable String secret,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration timeout) {

    /** Return what may be shown: neither the secret nor the URL, in which another may stand. */
    @Override
    public String toString() {
        return "WebhookProperties[connectTimeout=" + connectTimeout + ", timeout=" + timeout + "]";
    }
}
