package dev.analysisjobs.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.analysisjobs.AnalysisJobs;
import dev.analysisjobs.jdbc.JdbcJobStore;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.openai.ChatReplies;
import dev.analysisjobs.port.Uuid7;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nodes whose clocks are wrong (I13). All that a node's clock can reach are the ids that it makes, so ids with the times of
 * clocks that are off are as good as such clocks; and the wait that a provider asks for by a date.
 */
class ClockTest {

    @Test
    void aNodesClockIsReadForIdsAndForAProvidersDatesAlone() {
        JavaClasses library = new ClassFileImporter()
                .importUrls(List.of(
                        AnalysisJobs.class.getProtectionDomain().getCodeSource().getLocation(),
                        JdbcJobStore.class.getProtectionDomain().getCodeSource().getLocation()));
        assertThat(library).hasSizeGreaterThan(200);

        Set<String> readers = library.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(ClockTest::readsTheClock)
                .map(access -> access.getOriginOwner().getName())
                .collect(Collectors.toCollection(TreeSet::new));

        // The store in memory is its own database; a provider's Retry-After may be a date and its Date header missing.
        assertThat(readers)
                .containsExactlyInAnyOrder(
                        Uuid7.class.getName(), InMemoryJobStore.class.getName(), ChatReplies.class.getName());
    }

    @Test
    void theRuleSeesEveryWayToReadIt() {
        assertThat(new ClassFileImporter()
                        .importClasses(ReadsTheClock.class).stream()
                                .flatMap(type -> type.getAccessesFromSelf().stream())
                                .filter(ClockTest::readsTheClock))
                .hasSize(5);
    }

    private static boolean readsTheClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Date.class) && name.equals("<init>"))
                || (owner.getName().startsWith("java.time.") && (name.equals("now") || name.startsWith("system")));
    }

    @ParameterizedTest
    @EnumSource
    void clocksThatAreTwentyMinutesApartChangeNothing(CrashDatabase database) throws Exception {
        try (Cluster cluster =
                new Cluster(database, Plan.of(Seed.next(), 3, 150).withSkew(10))) {
            for (int i = 0; i < 3; i++) {
                cluster.start(cluster.settings(i).withLease(Duration.ofSeconds(20)));
            }
            FinalCheck check = cluster.finish();

            Set<Long> minutes = check.rows().jobs().stream()
                    .map(job -> minute(job.jobId()) - job.createdAt().getEpochSecond() / 60)
                    .collect(Collectors.toSet());
            assertThat(minutes).anyMatch(off -> off < -8).anyMatch(off -> off > 8);
            assertThat(check.lost()).isEmpty();
        }
    }

    private static long minute(UUID id) {
        return (id.getMostSignificantBits() >>> 16) / 60_000;
    }
}
