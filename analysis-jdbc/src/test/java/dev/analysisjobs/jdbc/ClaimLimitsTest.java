package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.Requests;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.model.RateLimit;
import dev.analysisjobs.port.ClaimRequest;
import dev.analysisjobs.port.Claimed;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.TypeRequest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What limits across nodes lock, and what they cost those who have none. */
@Timeout(120)
class ClaimLimitsTest {
    private static final RateLimit RATE = new RateLimit(9, Duration.ofDays(9), 9);

    @ParameterizedTest
    @EnumSource
    void aTypeThatAnotherNodeIsClaimingIsLeftAloneAndHoldsUpNoOther(TestDatabase database) throws Exception {
        try (Space space = database.open();
                Connection another = space.dataSource().getConnection();
                Statement statement = another.createStatement()) {
            JobStore store = space.store();
            NewJob limited = Jobs.submit(store);
            assertThat(limitedClaim(store, 0).jobs()).isEmpty();
            assertThat(limitedClaim(store, 1).jobs()).hasSize(1);
            NewJob next = Jobs.submit(store);
            NewJob other = Jobs.submit(store, Sample.job().type("other"));
            another.setAutoCommit(false);
            statement.executeQuery("SELECT analysis_type FROM analysis_limits FOR UPDATE");

            Claimed claimed = store.claim(new ClaimRequest(
                    "node",
                    List.of(new TypeRequest(Sample.TYPE, 5, 9, RATE), TypeRequest.of("other", 5)),
                    9,
                    Jobs.LEASE));

            assertThat(claimed.jobs()).extracting(job -> job.job().id()).containsExactly(other.id());
            assertThat(claimed.heldBack()).isTrue();
            assertThat(claimed.askAgainIn()).isLessThan(Duration.ofSeconds(1));
            another.rollback();
            assertThat(limitedClaim(store, 5).jobs())
                    .extracting(job -> job.job().id())
                    .containsExactly(next.id())
                    .doesNotContain(limited.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHasNoLimitNeverTouchesTheirTableAndNobodyLocksItWhenNothingIsDue(TestDatabase database) {
        List<String> texts = new CopyOnWriteArrayList<>();
        try (Space space = database.open()) {
            JobStore store = JdbcJobStore.builder(space.dataSource()
                            .with(connection -> Intercepted.connection(connection, (method, args, call) -> {
                                // Wake-ups of other nodes come when they please.
                                if (method.equals("prepareStatement") && !((String) args[0]).contains("pg_notify")) {
                                    texts.add((String) args[0]);
                                }
                                return call.call();
                            })))
                    .build();
            limitedClaim(store, 1);
            NewJob job = Jobs.submit(store, Sample.job().type("other"));
            texts.clear();

            assertThat(Requests.claim(store, "node", Map.of("other", 5), 5, Jobs.LEASE))
                    .extracting(claimed -> claimed.job().id())
                    .containsExactly(job.id());

            assertThat(texts).isNotEmpty().noneMatch(text -> text.contains("analysis_limits"));
            if (database == TestDatabase.POSTGRES) {
                assertThat(texts).hasSize(1);
            }
            texts.clear();
            assertThat(limitedClaim(store, 5).jobs()).isEmpty();
            assertThat(texts).singleElement().satisfies(text -> assertThat(text).doesNotContain("FOR UPDATE"));
        }
    }

    private static Claimed limitedClaim(JobStore store, int freeSlots) {
        return Requests.claim(store, "node", freeSlots, 9, RATE, Jobs.LEASE);
    }
}
