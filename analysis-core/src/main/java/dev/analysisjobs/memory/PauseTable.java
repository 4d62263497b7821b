package dev.analysisjobs.memory;

import dev.analysisjobs.model.Pause;
import dev.analysisjobs.model.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keep the pauses. One that ended by itself stays as a row until it is replaced, as in a database, but is not in force. */
final class PauseTable {
    private final SortedMap<String, Pause> byType = new TreeMap<>();

    void clear() {
        byType.clear();
    }

    Collection<Pause> all() {
        return byType.values();
    }

    boolean pause(String type, String reason, @Nullable Duration duration, Instant now) {
        new Limits().name("type", type, SafeText.NAME_LIMIT).check();
        Instant until = duration == null ? null : StoreClock.later(now, "duration", duration);
        Pause present = byType.get(type);
        if (present != null && !endsLater(until, present.until())) {
            return false;
        }
        byType.put(type, new Pause(type, SafeText.message(reason), now, until));
        return true;
    }

    boolean resume(String type, Instant now) {
        Pause ended = byType.remove(type);
        return ended != null && isInForce(ended, now);
    }

    boolean stops(String type, Instant now) {
        return isInForce(byType.get(type), now) || isInForce(byType.get(Pause.EVERYTHING), now);
    }

    List<Pause> inForce(Instant now) {
        return byType.values().stream().filter(pause -> isInForce(pause, now)).toList();
    }

    private static boolean isInForce(@Nullable Pause pause, Instant now) {
        return pause != null && (pause.until() == null || pause.until().isAfter(now));
    }

    private static boolean endsLater(@Nullable Instant until, @Nullable Instant present) {
        return present != null && (until == null || until.isAfter(present));
    }
}
