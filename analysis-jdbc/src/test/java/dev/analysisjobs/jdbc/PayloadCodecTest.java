package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.AnalysisJob;
import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.model.Violation;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.EndedAttempt;
import dev.analysisjobs.port.Insertion;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.NoticeStore.Delivery;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payloads that are encoded in the tables, and what follows when they cannot be. */
class PayloadCodecTest {
    private static final String SECRET = "quiet-heron";
    private static final PayloadCodec OLD = new AesGcmCodec("k1", Map.of("k1", AesGcmCodec.key(1)));
    private static final PayloadCodec BOTH =
            new AesGcmCodec("k2", Map.of("k1", AesGcmCodec.key(1), "k2", AesGcmCodec.key(2)));
    private static final PayloadCodec NEW = new AesGcmCodec("k2", Map.of("k2", AesGcmCodec.key(2)));

    @ParameterizedTest
    @EnumSource
    void afterAWholeLifeNoColumnOfAnyTableShowsAPlainText(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = store(space, OLD);
            NewJob first = Jobs.submit(store, secret().key("k"));
            store.apply(List.of(new Change.RetryLater(
                    Jobs.claim(store, 1).get(0).ref(), ended(AttemptEnd.RETRIED, 1), Duration.ZERO, SECRET)));
            ClaimedJob again = Jobs.claim(store, 1).get(0);
            assertThat(again.checkpoint()).isEqualTo(SECRET);
            assertThat(again.previous().rejectedOutput()).isEqualTo(SECRET);
            assertThat(again.previous().violations()).containsExactly(new Violation("/" + SECRET, SECRET));
            assertThat(store.apply(List.of(Moves.saveCheckpoint(again, SECRET + 2))))
                    .containsExactly(ChangeOutcome.APPLIED);
            assertThat(store.readBack(List.of(Moves.saveCheckpoint(again, SECRET + 2))))
                    .containsExactly(true);
            store.apply(List.of(Moves.complete(again, SECRET)));
            NewJob second = Jobs.submit(store, secret());
            store.apply(List.of(new Change.GiveUp(
                    Jobs.claim(store, 1).get(0).ref(),
                    ended(AttemptEnd.GAVE_UP, 1),
                    Moves.failed(second.id(), second.type(), second.subject(), told()))));
            StoredResult stored = store.result(first.id()).orElseThrow();
            assertThat(stored.output()).isEqualTo(SECRET);
            assertThat(store.apply(List.of(found(first, stored)))).containsExactly(ChangeOutcome.APPLIED);
            NewJob late = Jobs.submit(store, secret());
            space.execute("UPDATE analysis_jobs SET deadline_at = created_at, run_at = created_at"
                    + " WHERE status = 'pending'");
            store.apply(List.of(new Change.PassDeadline(
                    late.id(), told(), Moves.failed(late.id(), late.type(), late.subject(), told()))));
            List<Notice> notices = store.claimNotices(10, Jobs.LEASE);
            assertThat(notices)
                    .hasSize(3)
                    .allSatisfy(notice -> assertThat(notice.failure().message()).contains(SECRET));
            store.settleNotice(notices.get(0), new Delivery.Again(Duration.ZERO, Set.of(), SECRET));
            store.settleNotice(notices.get(1), new Delivery.Park(Set.of(), SECRET));

            assertThat(store.input(second.id())).contains(SECRET);
            assertThat(store.find(second.id()).orElseThrow().failure()).isEqualTo(told());
            assertThat(store.attempts(first.id(), 9))
                    .hasSize(2)
                    .allSatisfy(attempt -> assertThat(attempt.rejectedOutput()).isEqualTo(SECRET));
            assertThat(store.lastFailure(second.id())).contains(told());
            assertThat(store.list(JobFilter.all(), null, 9))
                    .hasSize(3)
                    .allSatisfy(job -> assertThat(job.failure().message()).contains(SECRET));
            int rows = 0;
            for (String table : List.of("jobs", "results", "attempts", "notices", "repairs", "pauses", "alerts")) {
                List<String> texts = space.query("SELECT * FROM analysis_" + table, row -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        text.append(row.getString(i)).append('|');
                    }
                    return text.toString();
                });
                rows += texts.size();
                assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(SECRET));
            }
            assertThat(rows).isGreaterThan(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneJobThatCannotBeDecodedIsHandedOutWithTheReasonAndHindersNoOther(TestDatabase database) {
        try (Space space = database.open()) {
            NewJob old = Jobs.submit(store(space, OLD), secret());
            JobStore store = store(space, NEW);
            NewJob readable = Jobs.submit(store, secret());

            List<ClaimedJob> claimed = Jobs.claim(store, 5);

            assertThat(claimed).hasSize(2);
            ClaimedJob bad = claimed.get(0);
            assertThat(bad.job().id()).isEqualTo(old.id());
            assertThat(bad.unreadable())
                    .contains("input of job " + old.id(), "there is no key 'k1'")
                    .doesNotContain(SECRET);
            assertThat(bad.input()).isEmpty();
            assertThat(claimed.get(1).job().id()).isEqualTo(readable.id());
            assertThat(claimed.get(1).unreadable()).isNull();
            assertThat(claimed.get(1).input()).isEqualTo(SECRET);
            assertThat(unreadable(() -> store.input(old.id()))).contains("input of job " + old.id());
            assertThat(store.find(old.id())).isPresent();
            assertThat(store.list(JobFilter.all(), null, 10)).hasSize(2);
            assertThat(store.counts().of(JobStatus.PROCESSING)).isEqualTo(2);
            assertThat(store(space, BOTH).input(old.id())).contains(SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource
    void historyThatCannotBeDecodedIsToldByItsJobAndNeverInTheWayOfWork(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore old = store(space, OLD);
            NewJob job = Jobs.submit(old, secret());
            old.apply(List.of(new Change.RetryLater(
                    Jobs.claim(old, 1).get(0).ref(), ended(AttemptEnd.RETRIED, 1), Duration.ZERO, null)));
            NewJob done = Jobs.submit(old, secret().type("other").key("k"));
            ClaimedJob other = Requests.claim(old, "node-a", Map.of("other", 1), 1, Jobs.LEASE)
                    .get(0);
            old.apply(List.of(Moves.completeKeepingKey(other)));
            JobStore store = store(space, NEW);

            Attempt previous = Jobs.claim(store, 1).get(0).previous();
            assertThat(previous.rejectedOutput()).isNull();
            assertThat(previous.failure().message()).contains("cannot be decoded", "there is no key 'k1'");
            assertThat(unreadable(() -> store.attempts(job.id(), 9))).contains("of job " + job.id());
            assertThat(unreadable(() -> store.result(done.id()))).contains("output of job " + done.id());
            Insertion met = store.insert(List.of(secret().type("other").key("k").build()))
                    .get(0);
            assertThat(((Insertion.Held) met).result()).as("not reused").isNull();
            StoredResult proved = old.result(done.id()).orElseThrow();
            assertThat(store.apply(List.of(found(done, proved)))).containsExactly(ChangeOutcome.LOST);
            assertThat(store.erase("user-1", 10)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTextThatIsEncodedToAnotherOneEachTimeIsStillTheOneThatWasProved(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = store(space, OLD);
            NewJob job = Jobs.submit(store, secret());
            store.apply(List.of(Moves.complete(Jobs.claim(store, 1).get(0), SECRET)));
            StoredResult stored = store.result(job.id()).orElseThrow();

            assertThat(store.apply(List.of(Moves.foundIncomplete(job, stored.id(), "another"))))
                    .containsExactly(ChangeOutcome.LOST);
            assertThat(store.apply(List.of(Moves.foundIncomplete(job, stored)))).containsExactly(ChangeOutcome.APPLIED);
            assertThat(store.attempts(job.id(), 1).get(0).rejectedOutput()).isEqualTo(SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeEncodedIsRefusedAndNothingIsStored(TestDatabase database) {
        try (Space space = database.open()) {
            for (UnaryOperator<String> broken : List.<UnaryOperator<String>>of(
                    plain -> {
                        throw new StackOverflowError("deep");
                    },
                    plain -> null,
                    plain -> " ",
                    plain -> "a\0b",
                    plain -> "\uD800",
                    plain -> "x".repeat(17 * 1024 * 1024))) {
                JobStore store = store(space, codec(broken));
                NewJob job = secret().build();

                StoreException refused = catchThrowableOfType(
                        StoreException.class,
                        () -> store.insert(List.of(Sample.job().build(), job)));

                assertThat(refused.kind()).isEqualTo(StoreException.Kind.REFUSED);
                assertThat(refused).hasMessageContaining("input of job " + job.id());
                assertThat(refused.getMessage()).doesNotContain(SECRET);
                assertThat(store.counts().counts()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptEndsEvenWhenNothingOfItCanBeEncoded(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore plain = JdbcJobStore.builder(space.dataSource()).build();
            NewJob job = Jobs.submit(plain, secret());
            JobStore store = store(space, codec(text -> {
                throw new IllegalStateException("no key");
            }));
            ClaimedJob claimed = Jobs.claim(plain, 1).get(0);
            assertThatThrownBy(() -> store.apply(List.of(Moves.complete(claimed))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("output of job " + job.id())
                    .hasMessageContaining("no key");

            assertThat(store.apply(List.of(Moves.giveUp(claimed)))).containsExactly(ChangeOutcome.APPLIED);

            AnalysisJob failed = store.find(job.id()).orElseThrow();
            assertThat(failed.failure().code()).isEqualTo(FailureCode.INVALID_RESULT);
            assertThat(failed.failure().message()).contains("the payload codec cannot encode it");
            assertThat(store.attempts(job.id(), 1).get(0).rejectedOutput()).isNull();
            assertThat(store.claimNotices(1, Jobs.LEASE)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLongMessageIsCutToWhatFitsWhenItIsEncoded(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = store(space, OLD);
            NewJob job = Jobs.submit(store, secret());
            Failure told = new Failure(FailureCode.UNKNOWN, "\u20AC".repeat(SafeText.MESSAGE_LIMIT));
            store.apply(List.of(new Change.GiveUp(
                    Jobs.claim(store, 1).get(0).ref(),
                    Moves.ended(claimedAgain(store, job), AttemptEnd.GAVE_UP, told),
                    Moves.failed(job.id(), job.type(), job.subject(), told))));

            String message = store.find(job.id()).orElseThrow().failure().message();

            assertThat(message).startsWith("\u20AC\u20AC").endsWith("\u2026").hasSizeBetween(300, 700);
        }
    }

    private static ClaimedJob claimedAgain(JobStore store, NewJob job) {
        AnalysisJob running = store.find(job.id()).orElseThrow();
        return new ClaimedJob(running, job.input(), null, null);
    }

    private static String unreadable(ThrowingCallable read) {
        StoreException thrown = catchThrowableOfType(StoreException.class, read);
        assertThat(thrown.kind()).isEqualTo(StoreException.Kind.UNREADABLE);
        assertThat(thrown.getMessage()).doesNotContain(SECRET);
        return thrown.getMessage();
    }

    private static Failure told() {
        return new Failure(FailureCode.INVALID_RESULT, "It says " + SECRET);
    }

    private static EndedAttempt ended(AttemptEnd end, int attempt) {
        return new EndedAttempt(
                attempt,
                "node-a",
                Instant.now().minusSeconds(1),
                end,
                told(),
                List.of(new Violation("/" + SECRET, SECRET)),
                SECRET,
                ProviderFacts.none());
    }

    private static Change.FoundIncomplete found(NewJob job, StoredResult stored) {
        Change.FoundIncomplete made = Moves.foundIncomplete(job, stored);
        return new Change.FoundIncomplete(
                job.id(),
                stored.id(),
                stored.output(),
                told(),
                List.of(new Violation("/" + SECRET, SECRET)),
                "auditor",
                new NewNotice(made.notice().id(), made.notice().kind(), job.id(), job.type(), job.subject(), told()));
    }

    private static Sample secret() {
        return Sample.job().input(SECRET);
    }

    private static JobStore store(Space space, PayloadCodec codec) {
        return JdbcJobStore.builder(space.dataSource()).payloadCodec(codec).build();
    }

    /** A codec that encodes in some way and decodes nothing to itself. */
    private static PayloadCodec codec(UnaryOperator<String> encoding) {
        return new PayloadCodec() {
            @Override
            public String encode(String plain) {
                return encoding.apply(plain);
            }

            @Override
            public String decode(String encoded) {
                return encoded;
            }
        };
    }
}
