package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.StoreException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store finds, makes or refuses its tables (invariants I11, I15). */
class MigrationTest {

    @ParameterizedTest
    @EnumSource
    void nodesThatStartAtOnceOnAnEmptyDatabaseAllStart(TestDatabase database) throws Exception {
        int nodes = 5;
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try (Space space = database.open()) {
            CyclicBarrier start = new CyclicBarrier(nodes);
            Callable<JobStore> node = () -> {
                start.await();
                return space.store();
            };
            List<Future<JobStore>> stores = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                stores.add(threads.submit(node));
            }

            for (Future<JobStore> store : stores) {
                worksOn(store.get());
            }
            assertThat(versions(space)).containsExactly(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMigrationOnAConnectionThatDoesNotCommitByItselfIsKept(TestDatabase database) {
        try (Space space = database.open()) {
            JdbcJobStore.builder(space.dataSource().with(connection -> {
                        connection.setAutoCommit(false);
                        return connection;
                    }))
                    .build();

            assertThat(versions(space)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatMayNotMigrateNamesTheScriptToRun(TestDatabase database) {
        try (Space space = database.open()) {
            JdbcJobStoreBuilder builder =
                    JdbcJobStore.builder(space.dataSource()).migrate(false);

            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("version 0")
                    .hasMessageContaining("needs version 1")
                    .hasMessageContaining("/V1__create.sql")
                    .hasMessageContaining("migrate(true)");
            assertThat(tables(space)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theScriptsCanBeRunByHand(TestDatabase database) throws Exception {
        try (Space space = database.open()) {
            String script = "schema/" + database.folder() + "/V1__create.sql";
            try (InputStream stream = MigrationTest.class.getResourceAsStream(script)) {
                Space.execute(database.scripting(space), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }

            worksOn(JdbcJobStore.builder(space.dataSource()).migrate(false).build());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNamedSchemaIsMadeAndItsTablesHaveThePrefix(TestDatabase database) {
        String schema = "archive_" + database.name().toLowerCase();
        try (Space space = database.open()) {
            JdbcJobStoreBuilder builder =
                    JdbcJobStore.builder(space.dataSource()).schema(schema).tablePrefix("app_");
            JobStore store = builder.build();
            worksOn(store);
            worksOn(builder.build());

            assertThat(tables(space)).isEmpty();
            assertThat(space.query("SELECT COUNT(*) FROM " + schema + ".app_analysis_jobs", row -> row.getInt(1)))
                    .containsExactly(2);
            assertThat(space.query(
                            "SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_schema) = '" + schema
                                    + "'",
                            row -> row.getInt(1)))
                    .containsExactly(9);
            space.execute("DROP SCHEMA " + schema + (database.isMySql() ? "" : " CASCADE"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoPrefixesLiveSideBySide(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore plain = space.store();
            JobStore other =
                    JdbcJobStore.builder(space.dataSource()).tablePrefix("b_").build();
            worksOn(plain);
            worksOn(other);
            assertThat(plain.counts().counts()).hasSize(1);
            assertThat(other.counts().counts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableOfSomebodyElseIsNotTouched(TestDatabase database) {
        try (Space space = database.open()) {
            space.execute("CREATE TABLE analysis_jobs (job_id integer, status varchar(10))");

            assertThatThrownBy(space::store)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("analysis_jobs")
                    .hasMessageContaining("tablePrefix");
            assertThat(tables(space)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewerSchemaIsUsedAsLongAsItServesThisCode(TestDatabase database) {
        try (Space space = database.open()) {
            space.store();
            space.execute("INSERT INTO analysis_schema_version VALUES (2, 1, 'V2__more.sql', CURRENT_TIMESTAMP)");
            worksOn(space.store());

            space.execute("INSERT INTO analysis_schema_version VALUES (3, 2, 'V3__other.sql', CURRENT_TIMESTAMP)");

            assertThatThrownBy(space::store)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("version 3")
                    .hasMessageContaining("serves code of version 2 or later")
                    .hasMessageContaining("update analysis-jdbc");
        }
    }

    /** On databases whose DDL commits by itself; the schema is cut back statement by statement. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
    void aMigrationThatBrokeOffIsResumed(TestDatabase database) {
        List<String> steps = new ArrayList<>(List.of(
                "DELETE FROM analysis_schema_version",
                "DROP TABLE analysis_limits",
                "DROP TABLE analysis_alerts",
                "DROP TABLE analysis_pauses",
                "DROP TABLE analysis_attempts",
                "ALTER TABLE analysis_jobs DROP CONSTRAINT fk_analysis_jobs_result",
                "DROP TABLE analysis_results"));
        if (database == TestDatabase.H2) {
            steps.add("DROP INDEX ix_analysis_jobs_subject");
        }
        try (Space space = database.open()) {
            space.store();
            List<String> whole = names(space);
            for (int broken = 1; broken <= steps.size(); broken++) {
                steps.subList(0, broken).forEach(space::execute);

                space.store();

                assertThat(names(space)).isEqualTo(whole);
                assertThat(versions(space)).containsExactly(1);
            }
            worksOn(space.store());
        }
    }

    @Test
    void aMigrationOfPostgresIsWholeOrNothing() {
        try (Space space = TestDatabase.POSTGRES.open()) {
            space.execute("CREATE TABLE analysis_pauses (own integer)");

            assertThatThrownBy(space::store).isInstanceOf(StoreException.class).hasMessageContaining("analysis_pauses");
            assertThat(tables(space)).containsExactly("analysis_pauses");
        }
    }

    @Test
    void aUserWithoutRightsOnTheSchemaRunsOnTablesThatAreThere() {
        try (Space space = TestDatabase.POSTGRES.open()) {
            String user = "app_" + space.schema();
            space.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'app'");
            space.execute("GRANT USAGE ON SCHEMA " + space.schema() + " TO " + user);
            DriverDataSource limited = TestDatabase.postgres(user, space.schema());
            assertThatThrownBy(() -> JdbcJobStore.builder(limited).build())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("42501")
                    .hasMessageContaining("permission denied");

            space.store();
            space.execute(
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + space.schema() + " TO " + user);

            worksOn(JdbcJobStore.builder(limited).build());
            space.execute("DROP OWNED BY " + user);
            space.execute("DROP ROLE " + user);
        }
    }

    @Test
    void allFaultsOfTheBuilderAreToldAtOnce() {
        try (Space space = TestDatabase.H2.open()) {
            JdbcJobStoreBuilder builder = JdbcJobStore.builder(space.dataSource())
                    .schema("archive; DROP TABLE x")
                    .tablePrefix("a_prefix_that_is_far_too_long_")
                    .statementTimeout(Duration.ofMillis(10));

            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("schema 'archive; DROP TABLE x'")
                    .hasMessageContaining("63")
                    .hasMessageContaining("tablePrefix 'a_prefix_that_is_far_too_long_'")
                    .hasMessageContaining("20")
                    .hasMessageContaining("statementTimeout is PT0.01S")
                    .hasMessageContaining("PT1S");
            assertThat(tables(space)).isEmpty();
        }
    }

    @Test
    void anUnknownOrTooOldDatabaseIsRefusedWithTheSupportedOnes() {
        try (Space space = TestDatabase.H2.open()) {
            for (List<Object> database : List.<List<Object>>of(
                    List.of("Oracle", 23, 0, "23.0"),
                    List.of("PostgreSQL", 12, 9, "12.9"),
                    List.of("H2", 2, 1, "2.1"),
                    List.of("MariaDB", 10, 5, "10.5.28-MariaDB"),
                    // So Connector/J calls an old MariaDB.
                    List.of("MySQL", 5, 5, "5.5.5-10.5.28-MariaDB-log"),
                    List.of("MySQL", 8, 0, "8.0.16"),
                    List.of("MySQL", 5, 7, "5.7.44"))) {
                DriverDataSource other = space.dataSource().with(connection -> named(connection, database));

                assertThatThrownBy(() -> JdbcJobStore.builder(other).build())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(database.get(0).toString())
                        .hasMessageContaining(database.get(3).toString())
                        .hasMessageContaining("PostgreSQL 13 or later")
                        .hasMessageContaining("MariaDB 10.6 or later")
                        .hasMessageContaining("MySQL 8.0.17 or later")
                        .hasMessageContaining("H2 2.2 or later");
            }
            assertThat(tables(space)).isEmpty();
        }
    }

    private static Connection named(Connection connection, List<Object> database) {
        Map<String, Object> facts = Map.of(
                "getDatabaseProductName", database.get(0),
                "getDatabaseMajorVersion", database.get(1),
                "getDatabaseMinorVersion", database.get(2),
                "getDatabaseProductVersion", database.get(3));
        return Intercepted.connection(connection, (method, args, call) -> {
            if (!method.equals("getMetaData")) {
                return call.call();
            }
            return Proxy.newProxyInstance(
                    MigrationTest.class.getClassLoader(),
                    new Class<?>[] {DatabaseMetaData.class},
                    (proxy, asked, none) -> {
                        if (facts.containsKey(asked.getName())) {
                            return facts.get(asked.getName());
                        }
                        throw new InvocationTargetException(null, asked.getName());
                    });
        });
    }

    private static void worksOn(JobStore store) {
        assertThat(store.apply(List.of(Moves.complete(Jobs.claimed(store))))).hasSize(1);
    }

    private static List<String> names(Space space) {
        return space.query(
                "SELECT constraint_name FROM information_schema.table_constraints WHERE table_schema = '"
                        + space.schema() + "' ORDER BY table_name, constraint_name",
                row -> row.getString(1));
    }

    private static List<Integer> versions(Space space) {
        return space.query("SELECT version FROM analysis_schema_version", row -> row.getInt(1));
    }

    private static List<String> tables(Space space) {
        return space.query(
                "SELECT LOWER(table_name) FROM information_schema.tables WHERE table_schema = '" + space.schema() + "'",
                row -> row.getString(1));
    }
}
