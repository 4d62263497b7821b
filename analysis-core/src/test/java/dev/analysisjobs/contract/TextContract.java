package dev.analysisjobs.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.ContextCarrier;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text is stored and read back equal, or refused (invariant I14). */
abstract class TextContract extends ContractTest {
    private static final int MEBIBYTE = 1 << 20;

    static Stream<String> awkwardTexts() {
        return Stream.of(
                "\uD83D\uDE00 \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "\u00E9 composed",
                "e\u0301 decomposed",
                "\uD841\uDF0E four bytes \uD835\uDCB3",
                "\u202E\u0627\u0644\u0639\u0631\u0628\u064A\u0629 \u05E2\u05D1\u05E8\u05D9\u05EA\u202C",
                "'single' \"double\" `back` ''; DROP TABLE analysis_jobs; --",
                "back\\slash \\n \\u0041 \\0 \\\\",
                "{\"escaped\":\"\\u0000\"}",
                "line\nbreak\r\nreturn\ttab",
                "  leading and trailing  ",
                "controls \u0001\u001F\u007F\u0085",
                "\uFEFFmark \uFFFD replacement \uFFFE\uFFFF",
                "separators \u2028\u2029\u00A0",
                "% _ ? :name ${x} {0} {{y}} $1 \\1",
                "NULL \\N nil None undefined");
    }

    static Stream<String> unstorableTexts() {
        return Stream.of(
                "a\u0000b",
                "\u0000",
                "lone high \uD83D",
                "lone low \uDE00 in between",
                "swapped \uDE00\uD83D",
                "{\"raw\":\"\u0000\"}");
    }

    @ParameterizedTest
    @MethodSource("awkwardTexts")
    final void anAwkwardTextIsReadBackEqualWhereverItIsStored(String text) {
        NewJob job = submit(Sample.job().input(text).subject(text));
        assertThat(store.input(job.id())).contains(text);
        assertThat(find(job.id()).subject()).isEqualTo(text);
        assertThat(store.list(JobFilter.all().withSubject(text), null, 10)).hasSize(1);

        ClaimedJob first = claimed();
        assertThat(first.input()).isEqualTo(text);
        Failure failure = new Failure(FailureCode.INVALID_RESULT, text);
        EndedAttempt ended =
                Moves.ended(first, AttemptEnd.RETRIED, failure, List.of(new Violation("/" + text, text)), text);
        applied(new Change.RetryLater(first.ref(), ended, Duration.ZERO, text));
        Attempt attempt = store.attempts(job.id(), 1).get(0);
        assertThat(attempt.failure()).isEqualTo(failure);
        assertThat(attempt.violations()).containsExactly(new Violation("/" + text, text));
        assertThat(attempt.rejectedOutput()).isEqualTo(text);

        ClaimedJob second = claimed();
        assertThat(second.checkpoint()).isEqualTo(text);
        applied(Moves.complete(second, text));
        assertThat(store.result(job.id()).orElseThrow().output()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("awkwardTexts")
    final void anAwkwardReasonReachesTheJobItsNoticeAndThePause(String text) {
        ClaimedJob claimed = claimed(Sample.job().subject(text));
        Failure failure = new Failure(FailureCode.UNKNOWN, text);
        applied(new Change.GiveUp(
                claimed.ref(),
                Moves.ended(claimed, AttemptEnd.GAVE_UP, failure),
                Moves.failed(claimed.job().id(), Sample.TYPE, text, failure)));

        assertThat(find(claimed.job().id()).failure()).isEqualTo(failure);
        var notice = store.claimNotices(1, LEASE).get(0);
        assertThat(notice.failure()).isEqualTo(failure);
        assertThat(notice.subject()).isEqualTo(text);
        store.pause(Sample.TYPE, text, null);
        assertThat(store.pauses().get(0).reason()).isEqualTo(text);
    }

    @Test
    final void aMebibyteIsReadBackEqual() {
        String large = "\u00E9\uD83D\uDE00'\"\\\n".repeat(MEBIBYTE / 10);
        NewJob job = submit(Sample.job().input(large));
        ClaimedJob first = claimed();
        assertThat(first.input()).isEqualTo(large);
        applied(Moves.retryLater(first, Duration.ZERO, large));
        ClaimedJob second = claimed();
        assertThat(second.checkpoint()).isEqualTo(large);

        applied(Moves.complete(second, large));

        assertThat(store.result(job.id()).orElseThrow().output()).isEqualTo(large);
        assertThat(store.input(job.id())).contains(large);
    }

    @Test
    final void anEmptyInputIsNotANull() {
        NewJob job = submit(Sample.job().input(""));

        assertThat(store.input(job.id())).contains("");
        applied(Moves.retryLater(claimed(), Duration.ZERO, ""));
        assertThat(claimed().checkpoint()).isEmpty();
    }

    @Test
    final void subjectsThatLookAlikeNeverCollide() {
        List<String> subjects =
                List.of("A", "a", "x", "x ", " x", "\u00E9", "e\u0301", "e", "\u00DF", "ss", "I", "\u0131");
        for (String subject : subjects) {
            submit(Sample.job().key("k").subject(subject));
        }

        for (String subject : subjects) {
            assertThat(store.list(JobFilter.all().withSubject(subject), null, 99))
                    .extracting(AnalysisJob::subject)
                    .containsExactly(subject);
        }
    }

    @Test
    final void recordingAFailureNeverFailsBecauseOfItsText() {
        String dreadful = "\u0000\uD800 " + "x".repeat(MEBIBYTE);
        ClaimedJob claimed = claimed(Sample.job());
        Failure failure = new Failure(FailureCode.UNKNOWN, dreadful);
        EndedAttempt ended =
                Moves.ended(claimed, AttemptEnd.GAVE_UP, failure, List.of(new Violation(dreadful, dreadful)), dreadful);

        applied(new Change.GiveUp(
                claimed.ref(), ended, Moves.failed(claimed.job().id(), Sample.TYPE, "anna", failure)));

        Attempt attempt = store.attempts(claimed.job().id(), 1).get(0);
        assertThat(attempt.failure()).isEqualTo(failure);
        assertThat(attempt.violations()).isEqualTo(ended.violations());
        assertThat(attempt.rejectedOutput()).isEqualTo(ended.rejectedOutput());
    }

    @ParameterizedTest
    @MethodSource("unstorableTexts")
    final void anUnstorableTextIsRefusedAndNothingIsWritten(String text) {
        ClaimedJob claimed = claimed(Sample.job());
        StoreRows before = rows();

        refused(() -> insert(Sample.job().input(text).build()));
        refused(() -> insert(Sample.job().subject(text).build()));
        refused(() -> apply(Moves.complete(claimed, text)));
        refused(() -> apply(Moves.saveCheckpoint(claimed, text)));
        refused(() -> apply(Moves.retryLater(claimed, Duration.ZERO, text)));
        refused(() -> apply(Moves.putBack(claimed, Duration.ZERO, text)));

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    final void aNameThatIsTooLongForItsColumnIsRefusedAndTheLongestIsKept() {
        String type = "t".repeat(SafeText.NAME_LIMIT);
        String subject = "\u00E9".repeat(SafeText.SUBJECT_LIMIT);
        String node = "n".repeat(SafeText.NODE_LIMIT);
        submit(Sample.job().type(type).version(type).subject(subject));
        ClaimedJob claimed =
                Requests.claim(store, node, Map.of(type, 1), 1, LEASE).get(0);
        assertThat(claimed.job().subject()).isEqualTo(subject);
        assertThat(claimed.lease().owner()).isEqualTo(node);
        StoreRows before = rows();

        refused(() -> insert(Sample.job().type(type + "t").build()));
        refused(() -> insert(Sample.job().version(type + "t").build()));
        refused(() -> insert(Sample.job().subject(subject + "x").build()));
        refused(() -> Requests.claim(store, node + "n", Map.of(type, 1), 1, LEASE));

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    final void aPayloadAboveTheLimitIsRefused() {
        ClaimedJob claimed = claimed(Sample.job());
        String large = "x".repeat(SafeText.PAYLOAD_LIMIT + 1);

        refused(() -> insert(Sample.job().input(large).build()));
        refused(() -> apply(Moves.complete(claimed, large)));
        refused(() -> apply(Moves.saveCheckpoint(claimed, large)));

        applied(Moves.complete(claimed));
    }

    @Test
    final void aCarriedContextThatCannotBeStoredIsRefused() {
        refused(() -> insert(
                Sample.job().context("x".repeat(ContextCarrier.LIMIT + 1)).build()));
        refused(() -> insert(Sample.job().context("\u0000").build()));

        String longest = "€".repeat(ContextCarrier.LIMIT);
        assertThat(claimed(Sample.job().context(longest)).context()).isEqualTo(longest);
    }

    @Test
    final void allFaultsAreToldAtOnceAndNoPayloadWithThem() {
        NewJob bad = Sample.job()
                .input("secret \u0000")
                .subject("also secret \uD800")
                .maxAttempts(0)
                .build();

        assertThatThrownBy(() -> insert(bad))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(bad.id().toString())
                .hasMessageContaining("U+0000")
                .hasMessageContaining("surrogate")
                .hasMessageContaining("0, the least is 1")
                .hasMessageNotContaining("secret");
    }

    @Test
    final void oneUnstorableElementRefusesItsWholeList() {
        ClaimedJob good = claimed(Sample.job());
        ClaimedJob bad = claimed(Sample.job());
        StoreRows before = rows();

        refused(() -> store.insert(List.of(
                Sample.job().build(),
                Sample.job().input("\u0000").build(),
                Sample.job().build())));
        refused(() -> store.apply(List.of(Moves.complete(good), Moves.complete(bad, "{\"a\":\"\u0000\"}"))));
        refused(() -> store.apply(List.of(Moves.giveUp(good), Moves.saveCheckpoint(bad, "\uD800"))));

        assertThat(rows()).isEqualTo(before);
        applied(Moves.complete(good));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(StoreException.Kind.REFUSED));
    }
}
