package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.Alert;
import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.AlertStore.Troubles;
import dev.analysisjobs.port.NewNotice;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps which incidents are open. */
final class Alerts {
    private static final int RULE_LIMIT = 40;

    private static final String SEEN_AGAIN = """
            UPDATE {alerts} SET seen_at = {now}, message = :message
            WHERE alert_rule = :rule AND alert_key = :key AND cleared_at IS NULL
            """;

    private static final String BEGIN_AGAIN = """
            UPDATE {alerts} SET raised_at = {now}, seen_at = {now}, cleared_at = NULL, message = :message
            WHERE alert_rule = :rule AND alert_key = :key AND cleared_at <= {after:minus_cool_down}
            """;

    private static final String IS_THERE = """
            SELECT alert_key FROM {alerts} WHERE alert_rule = :rule AND alert_key = :key
            """;

    private static final String BEGIN = """
            INSERT INTO {alerts} (alert_rule, alert_key, message, raised_at, seen_at)
            VALUES (:rule, :key, :message, {now}, {now})
            """;

    private static final String CLEAR = """
            UPDATE {alerts} SET cleared_at = {now}
            WHERE alert_rule = :rule AND alert_key = :key AND cleared_at IS NULL AND seen_at <= {after:minus_unseen}
            """;

    private static final String OPEN = """
            SELECT * FROM {alerts} WHERE cleared_at IS NULL ORDER BY alert_rule, alert_key
            """;

    private static final String FOUND_INCOMPLETE = """
            SELECT COUNT(*) AS repairs FROM {repairs} WHERE repaired_at >= {after:minus_window}
            """;

    private static final String OLDEST_NOTICE = """
            SELECT created_at, {now} AS now_at FROM {notices}
            WHERE state = 'pending' ORDER BY created_at, notice_id LIMIT 1
            """;

    private final Units units;
    private final NamedSql seenAgain;
    private final NamedSql beginAgain;
    private final NamedSql isThere;
    private final NamedSql begin;
    private final NamedSql clear;
    private final NamedSql open;
    private final NamedSql insertNotice;
    private final NamedSql foundIncomplete;
    private final NamedSql oldestNotice;

    Alerts(Units units, SqlTexts texts) {
        this.units = units;
        seenAgain = texts.sql(SEEN_AGAIN);
        beginAgain = texts.sql(BEGIN_AGAIN);
        isThere = texts.sql(IS_THERE);
        begin = texts.sql(BEGIN);
        clear = texts.sql(CLEAR);
        open = texts.sql(OPEN);
        insertNotice = texts.sql(StandardChangeTexts.INSERT_NOTICE);
        foundIncomplete = texts.sql(FOUND_INCOMPLETE);
        oldestNotice = texts.sql(OLDEST_NOTICE);
    }

    /** Updates or inserts; two who insert at once collide, and the second run then finds the first one's incident. */
    boolean raise(String rule, String key, String message, Duration coolDown, NewNotice notice) {
        check(rule, key, notice);
        Params params = Params.of("rule", rule)
                .with("key", key)
                .with("message", SafeText.message(message))
                .with("minus_cool_down", -Micros.of("coolDown", coolDown));
        return units.write("Raising an alert", tx -> {
            if (tx.update(seenAgain, params) == 1) {
                return false;
            }
            boolean begun = tx.update(beginAgain, params) == 1
                    || (tx.queryOne(isThere, params, row -> row.text("alert_key"))
                                    .isEmpty()
                            && tx.update(begin, params) == 1);
            return begun && isStored(tx, notice);
        });
    }

    boolean clear(String rule, String key, Duration unseen, NewNotice notice) {
        check(rule, key, notice);
        Params params = Params.of("rule", rule).with("key", key).with("minus_unseen", -Micros.of("unseen", unseen));
        return units.write("Clearing an alert", tx -> tx.update(clear, params) == 1 && isStored(tx, notice));
    }

    List<Alert> open() {
        return units.read("Reading alerts", tx -> tx.query(open, new Params(), Alerts::alert));
    }

    Troubles troubles(Duration window) {
        Params params = Params.of("minus_window", -Micros.of("window", window));
        return units.read(
                "Reading troubles",
                tx -> new Troubles(
                        tx.queryOne(foundIncomplete, params, row -> row.whole("repairs"))
                                .orElse(0L),
                        tx.queryOne(oldestNotice, new Params(), Alerts::age).orElse(null)));
    }

    private boolean isStored(Tx tx, NewNotice notice) throws SQLException {
        return tx.update(
                        insertNotice,
                        NoticeRows.params(notice, units.payloads()).with("operator_retries", null))
                == 1;
    }

    private static void check(String rule, String key, NewNotice notice) {
        new TextRule()
                .name("alert_rule", rule, RULE_LIMIT)
                .name("alert_key", key, TextRule.NAME_LIMIT)
                .notice(notice)
                .check("Alert");
    }

    private static Alert alert(Row row) throws SQLException {
        return new Alert(row.text("alert_rule"), row.text("alert_key"), row.text("message"), row.instant("raised_at"));
    }

    private static Duration age(Row row) throws SQLException {
        Instant since = row.instant("created_at");
        Instant now = row.instant("now_at");
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }
}
