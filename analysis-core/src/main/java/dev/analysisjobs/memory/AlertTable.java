package dev.analysisjobs.memory;

import dev.analysisjobs.model.Alert;
import dev.analysisjobs.model.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keep the incidents. One that ended stays as a row, for its cool-down, until it begins again. */
final class AlertTable {
    private static final int RULE_LIMIT = 40;

    private record Id(String rule, String key) implements Comparable<Id> {
        private static final Comparator<Id> ORDER =
                Comparator.comparing(Id::rule).thenComparing(Id::key);

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }
    }

    private record Row(
            Alert alert, Instant seenAt, @Nullable Instant clearedAt) {}

    private final TreeMap<Id, Row> rows = new TreeMap<>();

    static Limits limits(String rule, String key) {
        return new Limits().name("rule", rule, RULE_LIMIT).name("key", key, SafeText.NAME_LIMIT);
    }

    void clear() {
        rows.clear();
    }

    boolean raise(String rule, String key, String message, Duration coolDown, Instant now) {
        StoreClock.check("coolDown", coolDown);
        Id id = new Id(rule, key);
        Row present = rows.get(id);
        if (present != null && present.clearedAt() == null) {
            Instant since = present.alert().raisedAt();
            rows.put(id, new Row(new Alert(rule, key, SafeText.message(message), since), now, null));
            return false;
        }
        if (present != null
                && present.clearedAt() != null
                && present.clearedAt().isAfter(now.minus(coolDown))) {
            return false;
        }
        rows.put(id, new Row(new Alert(rule, key, SafeText.message(message), now), now, null));
        return true;
    }

    boolean clear(String rule, String key, Duration unseen, Instant now) {
        StoreClock.check("unseen", unseen);
        Id id = new Id(rule, key);
        Row present = rows.get(id);
        if (present == null || present.clearedAt() != null || present.seenAt().isAfter(now.minus(unseen))) {
            return false;
        }
        rows.put(id, new Row(present.alert(), present.seenAt(), now));
        return true;
    }

    List<Alert> open() {
        return rows.values().stream()
                .filter(row -> row.clearedAt() == null)
                .map(Row::alert)
                .toList();
    }
}
