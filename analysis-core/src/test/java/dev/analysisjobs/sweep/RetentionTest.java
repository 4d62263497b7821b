package dev.analysisjobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.analysisjobs.contract.Moves;
import dev.analysisjobs.contract.Sample;
import dev.analysisjobs.memory.InMemoryJobStore;
import dev.analysisjobs.model.JobStatus;
import dev.analysisjobs.port.JobFilter;
import dev.analysisjobs.port.JobStore;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.testing.SettableClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Duration KEEP = Duration.ofDays(30);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryJobStore memory = new InMemoryJobStore(clock);
    private final Set<UUID> refused = new HashSet<>();
    private StoreException.Kind away;

    @Test
    void aJobThatCannotBeDeletedDoesNotStopTheRest() {
        List<UUID> ids = ended("a", 450);
        refused.addAll(List.of(ids.get(0), ids.get(199), ids.get(300)));
        Retention retention = retention("a");

        while (retention.purge()) {
            assertThat(retention.purged()).isPositive();
        }

        assertThat(left()).containsExactlyInAnyOrderElementsOf(refused);
        assertThat(retention.purged()).isEqualTo(447);
    }

    @Test
    void whenNothingCanBeDeletedARunEndsAfterAFewAndTheNextGoesOnBehindThem() {
        List<UUID> ids = ended("a", 600);
        refused.addAll(ids.subList(0, 500));
        Retention retention = retention("a");

        assertThat(retention.purge()).as("at once again").isFalse();
        assertThat(retention.purged()).isZero();
        for (int run = 1; run <= 500 / 20; run++) {
            retention.purge();
        }

        assertThat(left()).containsExactlyInAnyOrderElementsOf(refused);
    }

    @Test
    void oneRunIsBoundedAndABacklogOfOneTypeDoesNotHoldUpAnother() {
        ended("a", 5_000);
        ended("b", 300);
        Retention retention = retention("a", "b");

        assertThat(retention.purge()).isTrue();

        assertThat(retention.purged()).isEqualTo(Retention.PAGES * Retention.PAGE - 100);
        assertThat(memory.list(JobFilter.all().withType("b"), null, 1)).isEmpty();
        assertThat(retention.purge()).isFalse();
        assertThat(left()).isEmpty();
    }

    @Test
    void manyTypesWithNothingToDeleteDoNotKeepItBusy() {
        String[] types = new String[Retention.PAGES * 2];
        for (int i = 0; i < types.length; i++) {
            types[i] = "type-" + i;
        }
        ended(types[types.length - 1], 1);
        Retention retention = retention(types);

        assertThat(retention.purge()).isFalse();
        assertThat(retention.purged()).isEqualTo(1);
    }

    @Test
    void whileTheStoreIsAwayNothingIsTakenForDeleted() {
        ended("a", 3);
        Retention retention = retention("a");
        away = StoreException.Kind.TRANSIENT;
        assertThatThrownBy(retention::purge).isInstanceOf(StoreException.class);
        assertThat(retention.purged()).isZero();

        away = null;
        assertThat(retention.purge()).isFalse();
        assertThat(left()).isEmpty();
    }

    private Retention retention(String... types) {
        Map<String, Duration> keep = new TreeMap<>();
        for (String type : types) {
            keep.put(type, KEEP);
        }
        return new Retention(faulty(), keep);
    }

    /** Jobs that ended one after another and whose retention has passed. */
    private List<UUID> ended(String type, int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewJob job = Sample.job().type(type).build();
            memory.insert(List.of(job));
            memory.apply(List.of(Moves.cancel(job.id())));
            ids.add(job.id());
            clock.advance(Duration.ofMillis(1));
        }
        clock.advance(KEEP.plusDays(1));
        return ids;
    }

    private List<UUID> left() {
        return memory.list(JobFilter.all().withStatus(JobStatus.CANCELLED), null, 10_000).stream()
                .map(job -> job.id())
                .toList();
    }

    /** A store that refuses some jobs, as for a foreign key of the application's. */
    private JobStore faulty() {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("purge")) {
                        if (away != null) {
                            throw new StoreException(away, "away", null);
                        }
                        if (((Collection<?>) args[0]).stream().anyMatch(refused::contains)) {
                            throw new StoreException(StoreException.Kind.REFUSED, "a foreign key", null);
                        }
                    }
                    try {
                        return method.invoke(memory, args);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
