package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What looks at many jobs never brings their payloads from the database. */
class NoPayloadsTest {
    private static final Set<String> PAYLOADS =
            Set.of("input", "output", "checkpoint", "rejected_output", "violations");

    private final Set<String> read = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @EnumSource
    void listsCountsAndSweepsReadNoColumnOfAPayload(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = JdbcJobStore.builder(space.dataSource()
                            .with(connection -> Intercepted.connection(
                                    connection,
                                    (method, args, call) -> method.equals("prepareStatement")
                                            ? watched((PreparedStatement) call.call())
                                            : call.call())))
                    .build();
            NewJob failed = Jobs.submit(store);
            store.apply(List.of(Moves.giveUp(Jobs.claim(store, 1).get(0))));
            NewJob waiting = Jobs.submit(store);
            Jobs.submit(store, Sample.job().maxAge(Duration.ZERO));
            assertThat(columnsOfPayloads()).as("a claim reads its input").contains("input");
            read.clear();

            assertThat(store.list(JobFilter.all(), null, 10)).hasSize(3);
            store.find(failed.id());
            store.counts();
            store.expiredLeases(null, 10);
            assertThat(store.overdue(null, 10)).hasSize(1);
            assertThat(store.lastFailure(failed.id())).isPresent();
            store.claimNotices(10, Jobs.LEASE);
            assertThat(store.outdated(Sample.TYPE, Duration.ZERO, null, 10)).isEmpty();
            assertThat(store.purge(List.of(failed.id(), UUID.randomUUID()), Duration.ZERO))
                    .isEmpty();
            store.purgeNotices(Duration.ZERO, 10);
            store.purgeRepairs(Duration.ZERO, 10);
            store.apply(List.of(Moves.cancel(waiting.id())));
            assertThat(store.outdated(Sample.TYPE, Duration.ZERO, null, 10)).hasSize(1);
            assertThat(store.erase("user-1", 10)).hasSize(3);

            assertThat(read).contains("status", "failure_code", "notice_id");
            assertThat(columnsOfPayloads()).isEmpty();
        }
    }

    private Set<String> columnsOfPayloads() {
        Set<String> found = new TreeSet<>(read);
        found.retainAll(PAYLOADS);
        return found;
    }

    /** The real statement; the columns of what it returns are noted. */
    private PreparedStatement watched(PreparedStatement real) {
        return (PreparedStatement) Proxy.newProxyInstance(
                NoPayloadsTest.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, args) -> {
                    try {
                        Object answer = method.invoke(real, args);
                        if (method.getName().equals("executeQuery")) {
                            note(((ResultSet) answer).getMetaData());
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void note(ResultSetMetaData columns) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            read.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
    }
}
