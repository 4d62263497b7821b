package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.port.ChangeOutcome;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store over MariaDB looks at the server's settings and its rights when it is built, and says what to do. */
class MySqlStartTest {
    private static final int MIB = 1024 * 1024;

    private final Space space = TestDatabase.MARIADB.open();
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<Integer> packet = space.query("SELECT @@GLOBAL.max_allowed_packet", row -> row.getInt(1));

    @BeforeEach
    void readTheLog() {
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        setPacket(packet.get(0));
        space.close();
    }

    private void setPacket(int bytes) {
        space.execute("SET GLOBAL max_allowed_packet = " + bytes);
    }

    @Test
    void aModeThatChangesDataSilentlyIsRefused() {
        for (String mode : List.of("", "NO_ENGINE_SUBSTITUTION")) {
            assertThatThrownBy(JdbcJobStore.builder(after("SET SESSION sql_mode = '" + mode + "'"))::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sql_mode is '" + mode + "'")
                    .hasMessageContaining("SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES')");
        }
        assertThat(space.query("SHOW TABLES", row -> row.getString(1))).isEmpty();
    }

    @Test
    void theModeThatTheRefusalAsksForIsGoodEnough() {
        worksOn(JdbcJobStore.builder(after("SET SESSION sql_mode = ''")
                        .with(connection -> executed(
                                connection, "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES')")))
                .build());
    }

    @Test
    void modesOfOldApplicationsDoNotHarm() {
        worksOn(JdbcJobStore.builder(after("SET SESSION sql_mode ="
                        + " 'STRICT_ALL_TABLES,ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,ONLY_FULL_GROUP_BY'"))
                .build());
    }

    @Test
    void connectionsThatCountOnlyChangedRowsAreRefused() {
        for (String driver : List.of("mariadb", "mysql")) {
            DriverDataSource counting = new DriverDataSource(
                    MariaDbServer.url(driver, "analysis", space.schema()) + "&useAffectedRows=true");

            assertThatThrownBy(JdbcJobStore.builder(counting)::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("useAffectedRows=true");
        }
    }

    @Test
    void aUserWithoutRightsOnTheSchemaIsToldTheScriptAndRunsOnTablesThatAreThere() {
        String user = "app_" + space.schema();
        space.execute("CREATE USER " + user + "@'127.0.0.1' IDENTIFIED BY '" + user + "'");
        space.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + space.schema() + ".* TO " + user + "@'127.0.0.1'");
        DriverDataSource limited = new DriverDataSource(MariaDbServer.url("mariadb", user, space.schema()));
        assertThatThrownBy(JdbcJobStore.builder(limited)::build)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("dev/analysisjobs/jdbc/schema/mariadb/V1__create.sql")
                .hasMessageContaining("CREATE command denied");

        space.store();

        worksOn(JdbcJobStore.builder(limited).build());
        space.execute("DROP USER " + user + "@'127.0.0.1'");
    }

    /** The lock ends with the connection, so a node that dies leaves none behind. */
    @Test
    void aNodeThatDiesWhileItMigratesHindersNobody() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Connection dying = space.dataSource().getConnection();
            AutoCloseable lock = MySqlLock.acquire(dying, space.schema() + ".analysis_schema_version");
            assertThat(lock).isNotNull();
            Future<JdbcJobStore> next = thread.submit(space::store);
            while (space.query(
                            "SELECT 1 FROM information_schema.processlist WHERE state = 'User lock' AND db = '"
                                    + space.schema() + "'",
                            row -> row.getInt(1))
                    .isEmpty()) {
                Thread.onSpinWait();
            }

            dying.abort(Runnable::run);

            worksOn(next.get());
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aPacketThatIsLargeEnoughIsNotTalkedOf() {
        worksOn(space.store());

        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("max_allowed_packet");
    }

    /** Every character of it needs a backslash on the wire. */
    @Test
    void theLargestPayloadThatASmallPacketAllowsIsReadBackEqualAndALargerOneIsRefused() {
        int limit = (16 * MIB - 128 * 1024) / 2;
        for (String driver : List.of("mariadb", "mysql")) {
            setPacket(16 * MIB);
            log.reset();
            JobStore store = JdbcJobStore.builder(
                            new DriverDataSource(MariaDbServer.url(driver, "analysis", space.schema())))
                    .build();
            assertThat(log.toString(StandardCharsets.UTF_8))
                    .contains("max_allowed_packet is 16777216 bytes")
                    .contains("more than " + limit + " bytes are refused")
                    .contains("set it to 33685504 or more");
            String largest = "'".repeat(limit);
            Jobs.submit(store, Sample.job().input(largest));
            ClaimedJob claimed = Jobs.claim(store, 1).get(0);
            store.apply(List.of(Moves.saveCheckpoint(claimed, largest)));
            store.apply(List.of(Moves.complete(claimed, largest)));
            assertThat(claimed.input().equals(largest)).isTrue();
            assertThat(store.result(claimed.job().id()).orElseThrow().output().equals(largest))
                    .isTrue();

            StoreException refused = catchThrowableOfType(
                    StoreException.class, () -> Jobs.submit(store, Sample.job().input(largest + "x")));

            assertThat(refused.kind()).isEqualTo(StoreException.Kind.REFUSED);
            assertThat(refused).hasMessageContaining("has " + (limit + 1) + " bytes in UTF-8, the limit is " + limit);
        }
    }

    /** Many small rows are cut into statements that fit, whatever their texts are made of. */
    @Test
    void aLongListFitsTheSmallestPacket() {
        setPacket(MIB);
        JobStore store = space.store();
        String text = "\u20AC".repeat(2_000);
        for (int i = 0; i < 3; i++) {
            List<NewJob> jobs = new ArrayList<>();
            for (int k = 0; k < 500; k++) {
                jobs.add(Sample.job().input(text).build());
            }
            store.insert(jobs);
        }
        List<ClaimedJob> claimed = Jobs.claim(store, 1500);

        assertThat(store.apply(
                        claimed.stream().map(job -> Moves.complete(job, text)).toList()))
                .hasSize(1500)
                .containsOnly(ChangeOutcome.APPLIED);
    }

    @Test
    void aPacketThatIsTooSmallForAnythingIsRefused() {
        setPacket(MIB / 2);

        assertThatThrownBy(space::store)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("max_allowed_packet is 524288 bytes, the least is 1048576");
    }

    private DriverDataSource after(String sql) {
        return space.dataSource().with(connection -> executed(connection, sql));
    }

    private static Connection executed(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }

    private static void worksOn(JobStore store) {
        assertThat(store.apply(List.of(Moves.complete(Jobs.claimed(store))))).hasSize(1);
    }
}
