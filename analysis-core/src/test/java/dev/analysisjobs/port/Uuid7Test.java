package dev.analysisjobs.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Uuid7Test {
    private static final int EACH = 20_000;

    @Test
    void anIdHasVersionSevenAndTheStandardVariant() {
        assertThat(Stream.generate(Uuid7::next).limit(1_000))
                .allMatch(id -> id.version() == 7)
                .allMatch(id -> id.variant() == 2);
    }

    @Test
    void anIdBeginsWithTheTimeInMilliseconds() {
        long before = System.currentTimeMillis();
        long millis = Uuid7.next().getMostSignificantBits() >>> 16;
        // The counter may have borrowed from the next milliseconds in tests that ran before.
        assertThat(millis).isBetween(before, before + 60_000);
    }

    @Test
    void idsGrowStrictlyInEachThreadAndNoTwoThreadsShareATick() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<UUID>>> runs = threads.invokeAll(Collections.nCopies(4, Uuid7Test::make));
            Set<Long> ticks = new HashSet<>();
            for (Future<List<UUID>> run : runs) {
                List<UUID> ids = run.get();
                assertThat(ids).isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
                ids.forEach(
                        id -> assertThat(ticks.add(id.getMostSignificantBits())).isTrue());
            }
            assertThat(ticks).hasSize(4 * EACH);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<UUID> make() {
        List<UUID> ids = new ArrayList<>(EACH);
        IntStream.range(0, EACH).forEach(i -> ids.add(Uuid7.next()));
        return ids;
    }
}
