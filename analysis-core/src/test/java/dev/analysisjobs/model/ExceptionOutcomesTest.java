package dev.analysisjobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExceptionOutcomesTest {

    static Stream<Arguments> theTable() {
        return Stream.of(
                Arguments.of(new HttpTimeoutException("request timed out"), FailureCode.TIMEOUT),
                Arguments.of(new SocketTimeoutException("Read timed out"), FailureCode.TIMEOUT),
                Arguments.of(new TimeoutException(), FailureCode.TIMEOUT),
                Arguments.of(new HttpConnectTimeoutException("connect"), FailureCode.TRANSPORT),
                Arguments.of(new ConnectException("refused"), FailureCode.TRANSPORT),
                Arguments.of(new SocketException("Connection reset"), FailureCode.TRANSPORT),
                Arguments.of(new UnknownHostException("host"), FailureCode.TRANSPORT),
                Arguments.of(new SSLHandshakeException("tls"), FailureCode.TRANSPORT),
                Arguments.of(new EOFException(), FailureCode.TRANSPORT),
                Arguments.of(new IOException("HTTP/1.1 header parser received no bytes"), FailureCode.TRANSPORT),
                Arguments.of(new InterruptedException(), FailureCode.UNKNOWN),
                Arguments.of(new ClosedByInterruptException(), FailureCode.UNKNOWN),
                Arguments.of(new NullPointerException(), FailureCode.UNKNOWN),
                Arguments.of(new IllegalStateException("Connection reset"), FailureCode.UNKNOWN),
                Arguments.of(new StackOverflowError(), FailureCode.UNKNOWN),
                Arguments.of(new OutOfMemoryError(), FailureCode.UNKNOWN),
                Arguments.of(
                        new OutcomeException(new Outcome.RateLimited("slow down", null)), FailureCode.RATE_LIMITED));
    }

    @ParameterizedTest
    @MethodSource("theTable")
    void aThrowableHasTheOutcomeOfItsType(Throwable thrown, FailureCode code) {
        assertThat(ExceptionOutcomes.classify(thrown).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @MethodSource("theTable")
    void theTypeIsFoundFiveCausesDeep(Throwable thrown, FailureCode code) {
        Throwable wrapped = thrown;
        for (int i = 0; i < 5; i++) {
            wrapped = i % 2 == 0 ? new ExecutionException(wrapped) : new CompletionException(wrapped);
        }
        assertThat(ExceptionOutcomes.classify(wrapped).code()).isEqualTo(code);
    }

    @Test
    void anOutcomeThatIsCarriedWinsOverWhateverWrapsIt() {
        Outcome.Failed carried = new Outcome.Refused("no");
        assertThat(ExceptionOutcomes.classify(new UncheckedIOException(new IOException(new OutcomeException(carried)))))
                .isSameAs(carried);
        assertThat(ExceptionOutcomes.classify(new OutcomeException(carried, new IOException())))
                .isSameAs(carried);
    }

    @Test
    void anUnknownThrowableIsToldByClassAndMessage() {
        assertThat(ExceptionOutcomes.classify(new IllegalStateException("no luck"))
                        .message())
                .isEqualTo("java.lang.IllegalStateException: no luck");
        assertThat(ExceptionOutcomes.classify(new IllegalStateException((String) null))
                        .message())
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aHugeMessageIsCut() {
        Outcome.Failed outcome = ExceptionOutcomes.classify(new IllegalStateException("x".repeat(100_000_000)));
        assertThat(outcome.message()).hasSizeLessThanOrEqualTo(SafeText.MESSAGE_LIMIT);
        assertThat(outcome.failure().message()).startsWith("java.lang.IllegalStateException: xxx");
    }

    @Test
    void aMessageOrCauseThatThrowsIsNoFault() {
        Outcome.Failed outcome = ExceptionOutcomes.classify(new Hostile());
        assertThat(outcome.code()).isEqualTo(FailureCode.UNKNOWN);
        assertThat(outcome.message()).endsWith("its getMessage() threw java.lang.StackOverflowError");
    }

    @Test
    void aCyclicCauseEnds() {
        IllegalStateException outer = new IllegalStateException("outer");
        IllegalArgumentException inner = new IllegalArgumentException("inner", outer);
        outer.initCause(inner);
        assertThat(ExceptionOutcomes.classify(outer).message()).isEqualTo("java.lang.IllegalStateException: outer");
    }

    @Test
    void aChainIsFollowedOnlySoFar() {
        assertThat(ExceptionOutcomes.classify(nested(ExceptionOutcomes.CHAIN_LIMIT - 1))
                        .code())
                .isEqualTo(FailureCode.TRANSPORT);
        assertThat(ExceptionOutcomes.classify(nested(10_000)).code()).isEqualTo(FailureCode.UNKNOWN);
    }

    private static Throwable nested(int wrappers) {
        Throwable thrown = new IOException("at the bottom");
        for (int i = 0; i < wrappers; i++) {
            thrown = new RuntimeException("level " + i, thrown);
        }
        return thrown;
    }

    private static final class Hostile extends RuntimeException {
        @Override
        public String getMessage() {
            throw new StackOverflowError();
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException();
        }
    }
}
