package dev.analysisjobs.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.AnalysisType;
import dev.analysisjobs.Submission;
import dev.analysisjobs.Verdict;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.port.Codecs;
import dev.analysisjobs.testing.HandDrivenJobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRepliesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "500 | {'choices':[{'finish_reason':'stop','message':{'content':'fine'}}]}  | TRANSPORT",
                "200 | {'error':{'type':'server_error'},'choices':[]}                       | TRANSPORT",
                "200 | {'error':{'message':'?','code':429}}                                 | RATE_LIMITED",
                "429 | {'error':{'code':'insufficient_quota'}}                              | QUOTA_EXHAUSTED",
                "429 | {'error':{'status':'RESOURCE_EXHAUSTED','code':429}}                 | RATE_LIMITED",
                "400 | {'error':{'code':'context_length_exceeded'}}                         | CONTEXT_TOO_LONG",
                "404 | {'error':'model \"x\" not found'}                                    | AUTH_OR_CONFIG",
                "502 | <html>                                                               | TRANSPORT",
                "200 | <html>                                                               | INVALID_RESULT",
                "200 | ``                                                                   | EMPTY",
                "200 | []                                                                   | EMPTY",
                "200 | null                                                                 | EMPTY",
                "200 | {'choices':[]}                                                       | EMPTY",
                "200 | {'choices':[{'message':{'content':'fine'}}]}                         | UNKNOWN",
                "200 | {'choices':[{'finish_reason':'paused','message':{'content':'x'}}]}   | UNKNOWN",
                "200 | {'choices':[{'finish_reason':'length','message':{'content':'{}'}}]}  | TRUNCATED",
                "200 | {'choices':[{'finish_reason':'length','message':{'refusal':'no'}}]}  | TRUNCATED",
                "200 | {'choices':[{'finish_reason':'content_filter','message':{}}]}        | CONTENT_FILTERED",
                "200 | {'choices':[{'finish_reason':'stop','message':{'refusal':'no'}}]}    | REFUSED",
                "200 | {'choices':[{'finish_reason':'stop','message':{'content':null}}]}    | EMPTY",
                "200 | {'choices':[{'finish_reason':'stop','message':{'content':' '}}]}     | EMPTY",
                "200 | {'choices':[{'finish_reason':'stop','message':{'content':7}}]}       | EMPTY",
                "200 | {'choices':[{'finish_reason':'stop','message':null}]}                | EMPTY"
            })
    void theFirstCheckThatFindsSomethingDecides(int status, String body, String code) {
        assertThat(read(status, Map.of(), body))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.outcome().code().toString()).isEqualTo(code));
    }

    @Test
    void anAnswerIsHandedOnWithWhatTheProviderTold() {
        Verdict<String> verdict = read(
                200,
                Map.of("x-request-id", "req-1"),
                "{'id':'c','choices':[{'finish_reason':'stop','message':{'content':'fine'}}],"
                        + "'usage':{'prompt_tokens':3,'completion_tokens':4}}");

        assertThat(verdict)
                .isEqualTo(Verdict.<String>text("fine").with(new ProviderFacts("req-1", 200, "stop", 3L, 4L, 0)));
    }

    @Test
    void withoutAHeaderTheReplysOwnIdIsTheRequestId() {
        assertThat(read(200, Map.of(), "{'id':'c'}").facts().requestId()).isEqualTo("c");
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after, 2, PT2S",
        "retry-after-ms, 150, PT0.15S",
        "'retry-after', 'Wed, 21 Oct 2015 07:28:30 GMT', PT30S",
        "retry-after, soon, ",
        "retry-after, 172800, PT24H"
    })
    void aWaitIsReadByTheProvidersOwnClockAndIsNeverLongerThanADay(String name, String value, Duration wait) {
        Verdict<String> verdict =
                read(429, Map.of(name, value, "date", "Wed, 21 Oct 2015 07:28:00 GMT"), "{'error':{}}");

        assertThat(((Verdict.Failed<String>) verdict).outcome().retryAfter()).isEqualTo(wait);
    }

    @Test
    void aBodyIsReadUpToItsLimitAndNotAByteFurther() throws Exception {
        assertThat(ChatReplies.readBody(new ByteArrayInputStream(new byte[20_000]), 20_000))
                .hasSize(20_000);
        assertThat(ChatReplies.readBody(new ByteArrayInputStream(new byte[20_001]), 20_000))
                .isNull();
        assertThat(ChatReplies.readBody(new ByteArrayInputStream(new byte[0]), 1))
                .isEmpty();
    }

    @Test
    void anInterruptEndsTheReadingOfABodyThatNeverEnds() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                Thread.currentThread().interrupt();
                return 1;
            }
        };

        assertThatThrownBy(() -> ChatReplies.readBody(endless, 1 << 20)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aBodyThatHangsIsClosedWhenItsAttemptReachesItsLimit() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        InputStream deaf = new InputStream() {
            @Override
            public int read() throws IOException {
                while (closed.getCount() > 0) {
                    try {
                        closed.await();
                    } catch (InterruptedException ignored) {
                        // As the JDK's own stream does before Java 21.
                    }
                }
                throw new IOException("closed");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        AnalysisType<String, String> type = AnalysisType.builder("t", "1", Codecs.text(), Codecs.text())
                .timeLimit(Duration.ofMillis(300))
                .build();
        try (HandDrivenJobs driven = HandDrivenJobs.with(builder -> builder.handle(type, (input, attempt) -> {
            try {
                ChatReplies.readBody(deaf, 10, attempt);
                return Verdict.text("never");
            } finally {
                returned.countDown();
            }
        }))) {
            UUID id = driven.jobs().submit(Submission.of(type, "s", "?")).job().id();
            driven.steps().runDue();

            assertThat(returned.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(driven.jobs().attempts(id).get(0).failure().code()).isEqualTo(FailureCode.TIMEOUT);
        }
    }

    private static Verdict<String> read(int status, Map<String, String> headers, String body) {
        return ChatReplies.read(
                status,
                headers::get,
                body == null ? new byte[0] : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
