package dev.analysisjobs.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.jdbc.crash.Proxy.AtCommit;
import dev.analysisjobs.port.Change;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the finish of attempts and the heartbeat cost and risk on the network to PostgreSQL. */
class FinishOnTheWireTest {
    private static final AtomicInteger SPACES = new AtomicInteger();
    private static final Duration LEASE = Duration.ofMinutes(10);

    private Proxy proxy;
    private HikariDataSource direct;
    private HikariDataSource pool;
    /** Not through the proxy, so that all that is seen there is the test's. */
    private JobStore preparing;

    private JobStore store;

    @BeforeEach
    void aStoreThroughTheProxy() throws Exception {
        Server server = CrashDatabase.POSTGRES.server();
        String space = "wire" + SPACES.incrementAndGet();
        server.create(space);
        proxy = new Proxy(server.port(), server.wires());
        preparing = JdbcJobStore.builder(direct = pool(server.url(server.port(), space)))
                .build();
        store = JdbcJobStore.builder(pool = pool(server.url(proxy.port(), space)))
                .build();
    }

    @AfterEach
    void close() throws Exception {
        pool.close();
        direct.close();
        proxy.close();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300})
    void aBatchOfWhateverAttemptsEndInIsOneRoundTrip(int size) {
        List<ClaimedJob> jobs = claimed(size);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ClaimedJob job = jobs.get(i);
            changes.add(
                    switch (i % 5) {
                        case 0 -> Moves.completeWithNotice(job);
                        case 1 -> Moves.giveUp(job);
                        case 2 -> Moves.retryLater(job, Duration.ofHours(1));
                        case 3 -> Moves.putBack(job, Duration.ofHours(1));
                        default -> Moves.saveCheckpoint(job, "a step");
                    });
        }
        // The pool looks at a connection that was idle.
        store.counts();
        int before = proxy.requests();

        List<ChangeOutcome> outcomes = store.apply(changes);

        assertThat(proxy.requests() - before).isEqualTo(1);
        assertThat(outcomes).hasSize(size).containsOnly(ChangeOutcome.APPLIED);
    }

    @Test
    void aHeartbeatIsOneRoundTripForAllLeasesOfANodeAndWithoutAny() {
        List<ClaimedJob> jobs = claimed(50);
        store.apply(List.of(Moves.complete(jobs.get(7))));
        store.counts();
        int before = proxy.requests();

        assertThat(store.renew("node", jobs.stream().map(ClaimedJob::ref).toList(), LEASE))
                .hasSize(49);
        store.renew("node", List.of(), LEASE);

        assertThat(proxy.requests() - before).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"CUT_BEFORE, 4, false", "CUT_AFTER, 4, true", "CUT_AFTER, 400, true"})
    void aFinishThatIsCutOffIsUnknownAndItsTruthCanBeReadBack(AtCommit fate, int size, boolean written) {
        List<ClaimedJob> jobs = claimed(size);
        List<Change.Fenced> changes = new ArrayList<>();
        for (ClaimedJob job : jobs) {
            changes.add(changes.size() % 2 == 0 ? Moves.complete(job) : Moves.giveUp(job));
        }
        proxy.atCommit(number -> fate);

        StoreException unknown = catchThrowableOfType(StoreException.class, () -> store.apply(changes));

        proxy.atCommit(number -> AtCommit.PASS);
        assertThat(unknown.kind()).isEqualTo(StoreException.Kind.COMMIT_UNKNOWN);
        assertThat(proxy.cutBefore() + proxy.cutAfter()).isEqualTo(1);
        assertThat(store.readBack(changes)).hasSize(size).containsOnly(written);
        assertThat(store.apply(changes)).containsOnly(written ? ChangeOutcome.LOST : ChangeOutcome.APPLIED);
    }

    private List<ClaimedJob> claimed(int count) {
        for (int i = 0; i < count; i++) {
            preparing.insert(List.of(Sample.job().build()));
        }
        return Requests.claim(preparing, "node", Map.of(Sample.TYPE, count), count, LEASE);
    }
}
