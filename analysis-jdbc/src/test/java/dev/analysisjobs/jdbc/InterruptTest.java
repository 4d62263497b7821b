package dev.analysisjobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.ClaimedJob;
import dev.analysisjobs.port.JobStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt that is meant for the analyser costs no saved outcome and no database (invariants I7, I11). */
class InterruptTest {

    @Test
    void aFileDatabaseOfH2SurvivesInterruptedThreads(@TempDir Path folder) {
        DriverDataSource file = new DriverDataSource("jdbc:h2:file:" + folder.resolve("jobs"));
        Space space = new Space(TestDatabase.H2, file, "PUBLIC", "SHUTDOWN");
        try (space;
                HikariDataSource pool = space.pool(file, 1)) {
            JobStore store = JdbcJobStore.builder(pool).build();
            for (int i = 0; i < 200; i++) {
                ClaimedJob claimed = Jobs.claimed(store);
                Thread.currentThread().interrupt();

                store.apply(List.of(Moves.complete(claimed)));

                assertThat(Thread.interrupted()).as("the flag is given back").isTrue();
            }
            assertThat(store.counts().of(JobStatus.COMPLETED)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedThreadStillGetsAConnection(TestDatabase database) {
        try (Space space = database.open()) {
            JobStore store = JdbcJobStore.builder(space.pool(1)).build();
            Thread.currentThread().interrupt();

            Jobs.submit(store);
            List<ClaimedJob> claimed = Jobs.claim(store, 1);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(claimed).hasSize(1);
        }
    }
}
