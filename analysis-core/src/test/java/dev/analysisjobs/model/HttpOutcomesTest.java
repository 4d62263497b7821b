package dev.analysisjobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpOutcomesTest {
    private static final Instant NOW = Instant.parse("2025-09-27T17:00:00Z");
    private static final Duration MAX = Duration.ofMinutes(15);

    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST",
        "413, BAD_REQUEST",
        "422, BAD_REQUEST",
        "401, AUTH_OR_CONFIG",
        "403, AUTH_OR_CONFIG",
        "404, AUTH_OR_CONFIG",
        "402, QUOTA_EXHAUSTED",
        "429, RATE_LIMITED",
        "408, TRANSPORT",
        "409, TRANSPORT",
        "500, TRANSPORT",
        "502, TRANSPORT",
        "504, TRANSPORT",
        "520, TRANSPORT",
        "503, OVERLOADED",
        "529, OVERLOADED",
        "418, UNKNOWN",
        "301, UNKNOWN",
        "200, UNKNOWN",
        "204, UNKNOWN",
        "0, UNKNOWN",
        "-1, UNKNOWN",
        "600, UNKNOWN"
    })
    void aBareStatusHasTheOutcomeOfTheTable(int status, String code) {
        assertThat(classify(HttpError.ofStatus(status)).code()).hasToString(code);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "429, insufficient_quota, insufficient_quota, QUOTA_EXHAUSTED",
                "429, insufficient_quota, -, QUOTA_EXHAUSTED",
                "429, requests, rate_limit_exceeded, RATE_LIMITED",
                "429, tokens, rate_limit_exceeded, RATE_LIMITED",
                "429, rate_limit_error, -, RATE_LIMITED",
                "429, RESOURCE_EXHAUSTED, 429, RATE_LIMITED",
                "429, -, billing_hard_limit_reached, QUOTA_EXHAUSTED",
                "400, invalid_request_error, billing_hard_limit_reached, QUOTA_EXHAUSTED",
                "403, -, billing_not_active, QUOTA_EXHAUSTED",
                "402, billing_error, -, QUOTA_EXHAUSTED",
                "400, invalid_request_error, context_length_exceeded, CONTEXT_TOO_LONG",
                "413, -, context_length_exceeded, CONTEXT_TOO_LONG",
                "400, exceed_context_size_error, 400, CONTEXT_TOO_LONG",
                "400, -, content_filter, CONTENT_FILTERED",
                "400, invalid_request_error, content_policy_violation, CONTENT_FILTERED",
                "400, ThrottlingException, -, RATE_LIMITED",
                "400, invalid_request_error, -, BAD_REQUEST",
                "400, INVALID_ARGUMENT, 400, BAD_REQUEST",
                "413, request_too_large, -, BAD_REQUEST",
                "401, invalid_request_error, invalid_api_key, AUTH_OR_CONFIG",
                "401, authentication_error, -, AUTH_OR_CONFIG",
                "403, permission_error, -, AUTH_OR_CONFIG",
                "404, invalid_request_error, model_not_found, AUTH_OR_CONFIG",
                "503, -, model_not_found, AUTH_OR_CONFIG",
                "529, overloaded_error, -, OVERLOADED",
                "503, service_unavailable_error, server_is_overloaded, OVERLOADED",
                "500, api_error, -, TRANSPORT",
                "500, server_error, -, TRANSPORT",
                "504, timeout_error, -, TRANSPORT"
            })
    void theErrorsCodeAndTypeSayMoreThanTheStatus(int status, String type, String code, String outcome) {
        assertThat(classify(HttpError.ofStatus(status).withBody(type, code, null))
                        .code())
                .hasToString(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "overloaded_error, -, OVERLOADED",
                "rate_limit_error, -, RATE_LIMITED",
                "api_error, -, TRANSPORT",
                "server_error, -, TRANSPORT",
                "timeout_error, -, TRANSPORT",
                "invalid_request_error, -, BAD_REQUEST",
                "not_found_error, -, AUTH_OR_CONFIG",
                "RESOURCE_EXHAUSTED, -, RATE_LIMITED",
                "UNAVAILABLE, -, OVERLOADED",
                "-, 429, RATE_LIMITED",
                "-, 502, TRANSPORT",
                "-, 401, AUTH_OR_CONFIG",
                "-, 200, UNKNOWN",
                "-, 4290, UNKNOWN",
                "something_new, newer_still, UNKNOWN",
                "-, -, UNKNOWN"
            })
    void aSuccessWithAnErrorInItsBodyGoesByThatError(String type, String code, String outcome) {
        assertThat(classify(HttpError.ofStatus(200).withBody(type, code, "try later"))
                        .code())
                .hasToString(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_quota", "context_length_exceeded", "rate limit", "content_filter"})
    void theMessageTextDecidesNothing(String message) {
        assertThat(classify(HttpError.ofStatus(400).withBody(null, null, message))
                        .code())
                .isEqualTo(FailureCode.BAD_REQUEST);
    }

    @Test
    void theWaitThatIsAskedForIsKeptWhereItMatters() {
        HttpError error = HttpError.ofStatus(429).withHeaders(null, "120");
        assertThat(classify(error).retryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(classify(HttpError.ofStatus(503).withHeaders("1500", "120")).retryAfter())
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(classify(HttpError.ofStatus(402).withHeaders(null, "86400")).retryAfter())
                .isEqualTo(MAX);
        assertThat(classify(HttpError.ofStatus(429).withHeaders("x", "-5")).retryAfter())
                .isNull();
    }

    @Test
    void theMessageTellsStatusCodeAndTheProvidersWordsBounded() {
        Outcome.Failed outcome = classify(HttpError.ofStatus(429)
                .withBody("requests", "rate_limit_exceeded", "Slow down \0" + "x".repeat(1_000_000)));
        assertThat(outcome.message()).startsWith("Rate limited: HTTP 429 rate_limit_exceeded: Slow down \uFFFD");
        assertThat(outcome.message().length()).isLessThan(SafeText.MESSAGE_LIMIT);
    }

    @Test
    void aWordIsFoundInAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(classify(HttpError.ofStatus(429).withBody("INSUFFICIENT_QUOTA", " ", null))
                            .code())
                    .isEqualTo(FailureCode.QUOTA_EXHAUSTED);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Outcome.Failed classify(HttpError error) {
        return HttpOutcomes.classify(error, NOW, MAX);
    }
}
