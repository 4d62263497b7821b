package dev.analysisjobs.memory;

import dev.analysisjobs.model.ClaimRank;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.NoticeStore.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keep the outbox. */
final class NoticeTable {
    private static final Comparator<Notice> OLDEST =
            Comparator.comparing(Notice::createdAt).thenComparing(Notice::id, ClaimRank.IDS);

    /**
     * Hold one notice.
     *
     * @param dueAt while pending, not to be delivered earlier; then, when it was settled
     * @param error why the last delivery failed
     */
    record Row(
            Notice notice,
            Notice.State state,
            Instant dueAt,
            @Nullable String error) {}

    private final Map<UUID, Row> byId = new HashMap<>();
    private final TreeSet<Notice> pending = new TreeSet<>(OLDEST);

    void clear() {
        byId.clear();
        pending.clear();
    }

    Collection<Row> all() {
        return byId.values();
    }

    boolean contains(UUID id) {
        return byId.containsKey(id);
    }

    /** Return when the oldest notice was created that is still to be delivered. */
    Optional<Instant> oldestPending() {
        return pending.isEmpty()
                ? Optional.empty()
                : Optional.of(pending.first().createdAt());
    }

    void add(NewNotice added, Instant now) {
        if (!contains(added.id())) {
            put(new Row(
                    new Notice(
                            added.id(),
                            added.kind(),
                            added.jobId(),
                            added.type(),
                            added.subject(),
                            added.failure(),
                            now,
                            0,
                            Set.of()),
                    Notice.State.PENDING,
                    now,
                    null));
        }
    }

    List<Notice> claim(int limit, Duration lease, Instant now) {
        Instant dueAgain = StoreClock.later(now, "lease", lease);
        List<Row> due = pending.stream()
                .map(notice -> row(notice.id()))
                .filter(row -> !row.dueAt().isAfter(now))
                .limit(Math.max(0, limit))
                .toList();
        List<Notice> claimed = new ArrayList<>();
        for (Row row : due) {
            Notice begun = delivered(
                    row.notice(), row.notice().deliveries() + 1, row.notice().deliveredTo());
            put(new Row(begun, Notice.State.PENDING, dueAgain, row.error()));
            claimed.add(begun);
        }
        return claimed;
    }

    boolean settle(Notice notice, Delivery delivery, Instant now) {
        Row row = byId.get(notice.id());
        if (row == null || row.state() != Notice.State.PENDING || row.notice().deliveries() != notice.deliveries()) {
            return false;
        }
        if (delivery instanceof Delivery.Again again) {
            put(new Row(
                    delivered(row.notice(), notice.deliveries(), again.deliveredTo()),
                    Notice.State.PENDING,
                    StoreClock.later(now, "delay", again.delay()),
                    SafeText.message(again.error())));
        } else if (delivery instanceof Delivery.Park park) {
            put(new Row(
                    delivered(row.notice(), notice.deliveries(), park.deliveredTo()),
                    Notice.State.PARKED,
                    now,
                    SafeText.message(park.error())));
        } else {
            put(new Row(row.notice(), Notice.State.DELIVERED, now, null));
        }
        return true;
    }

    boolean resend(UUID id, Instant now) {
        Row row = byId.get(id);
        if (row == null || row.state() != Notice.State.PARKED) {
            return false;
        }
        put(new Row(row.notice(), Notice.State.PENDING, now, row.error()));
        return true;
    }

    /** Return the jobs that have a notice still to be delivered. */
    Set<UUID> pendingJobs() {
        return pending.stream().map(Notice::jobId).flatMap(Stream::ofNullable).collect(Collectors.toSet());
    }

    void remove(UUID id) {
        removeFirst(1, row -> row.notice().id().equals(id));
    }

    /** Remove at most so many of the matching rows; return how many. */
    int removeFirst(int limit, Predicate<Row> matching) {
        List<Row> found = byId.values().stream()
                .filter(matching)
                .limit(Math.max(0, limit))
                .toList();
        for (Row row : found) {
            byId.remove(row.notice().id());
            pending.remove(row.notice());
        }
        return found.size();
    }

    private void put(Row row) {
        byId.put(row.notice().id(), row);
        // The order's fields never change, so the older copy is found and replaced.
        pending.remove(row.notice());
        if (row.state() == Notice.State.PENDING) {
            pending.add(row.notice());
        }
    }

    @SuppressWarnings("NullAway") // pending holds only rows' notices
    private Row row(UUID id) {
        return byId.get(id);
    }

    private static Notice delivered(Notice of, int deliveries, Set<String> deliveredTo) {
        return new Notice(
                of.id(),
                of.kind(),
                of.jobId(),
                of.type(),
                of.subject(),
                of.failure(),
                of.createdAt(),
                deliveries,
                deliveredTo);
    }
}
