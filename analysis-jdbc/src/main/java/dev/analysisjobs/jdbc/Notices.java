package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.Notice;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.NewNotice;
import dev.analysisjobs.port.NoticeStore.Delivery;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps notices until they are delivered. */
final class Notices {
    private static final String IS_THERE = """
            SELECT notice_id FROM {notices} WHERE notice_id = :notice_id
            """;

    private static final String DUE = """
            SELECT notice_id FROM {notices}
            WHERE state = 'pending' AND due_at <= {now}
            ORDER BY created_at, notice_id
            LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    private static final String CLAIM = """
            UPDATE {notices} {by_id} SET deliveries = deliveries + 1, due_at = {after:lease}
            WHERE notice_id {in:ids} AND state = 'pending'
            """;

    private static final String READ = """
            SELECT * FROM {notices} WHERE notice_id {in:ids}
            """;

    private static final String DONE = """
            UPDATE {notices} SET state = 'delivered', settled_at = {now}, last_error = NULL
            WHERE notice_id = :notice_id AND state = 'pending' AND deliveries = :deliveries
            """;

    private static final String AGAIN = """
            UPDATE {notices} SET due_at = {after:delay}, delivered_to = :delivered_to, last_error = :error
            WHERE notice_id = :notice_id AND state = 'pending' AND deliveries = :deliveries
            """;

    private static final String PARK = """
            UPDATE {notices}
            SET state = 'parked', settled_at = {now}, delivered_to = :delivered_to, last_error = :error
            WHERE notice_id = :notice_id AND state = 'pending' AND deliveries = :deliveries
            """;

    private static final String RESEND = """
            UPDATE {notices} SET state = 'pending', settled_at = NULL, due_at = {now}
            WHERE notice_id = :notice_id AND state = 'parked'
            """;

    private final Units units;
    private final NamedSql isThere;
    private final NamedSql insert;
    private final NamedSql due;
    private final NamedSql claim;
    private final NamedSql read;
    private final NamedSql done;
    private final NamedSql again;
    private final NamedSql park;
    private final NamedSql resend;

    Notices(Units units, SqlTexts texts) {
        this.units = units;
        isThere = texts.sql(IS_THERE);
        insert = texts.sql(StandardChangeTexts.INSERT_NOTICE);
        due = texts.sql(DUE);
        claim = texts.sql(CLAIM);
        read = texts.sql(READ);
        done = texts.sql(DONE);
        again = texts.sql(AGAIN);
        park = texts.sql(PARK);
        resend = texts.sql(RESEND);
    }

    /** Stores a notice unless its id is there; two who add it at once collide, and the second run then finds it. */
    void add(NewNotice notice) {
        new TextRule().notice(notice).check("Notice");
        units.write("Adding a notice", tx -> {
            Params params = NoticeRows.params(notice, units.payloads()).with("operator_retries", null);
            return tx.queryOne(isThere, params, row -> row.uuid("notice_id")).isEmpty()
                    && tx.update(insert, params) == 1;
        });
    }

    List<Notice> claim(int limit, Duration lease) {
        long leaseMicros = Micros.of("lease", lease);
        return units.write("Claim of notices", tx -> {
            List<UUID> ids = tx.query(due, Params.of("limit", limit), row -> row.uuid("notice_id"));
            if (ids.isEmpty()) {
                return List.of();
            }
            Params params = Params.of("ids", ids).with("lease", leaseMicros);
            tx.update(claim, params);
            return tx.query(read, params, NoticeRows::notice).stream()
                    .sorted(Comparator.comparing(Notice::createdAt)
                            .thenComparing(notice -> notice.id().toString()))
                    .toList();
        });
    }

    boolean settle(Notice notice, Delivery delivery) {
        Params params = Params.of("notice_id", notice.id()).with("deliveries", notice.deliveries());
        if (delivery instanceof Delivery.Again retry) {
            return isUpdated(
                    again,
                    failed(params, retry.deliveredTo(), retry.error())
                            .with("delay", Micros.of("delay", retry.delay())));
        }
        if (delivery instanceof Delivery.Park given) {
            return isUpdated(park, failed(params, given.deliveredTo(), given.error()));
        }
        return isUpdated(done, params);
    }

    boolean resend(UUID noticeId) {
        return isUpdated(resend, Params.of("notice_id", noticeId));
    }

    private boolean isUpdated(NamedSql sql, Params params) {
        return units.write("Settling a notice", tx -> tx.update(sql, params) == 1);
    }

    private Params failed(Params params, Set<String> deliveredTo, String error) {
        return params.with("delivered_to", NoticeRows.joined(deliveredTo))
                .with("error", units.payloads().encodeMessage(SafeText.message(error)));
    }
}
