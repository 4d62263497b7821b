package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.Pause;
import dev.analysisjobs.model.SafeText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps which types are paused. */
final class Pauses {
    private static final String REPLACE = """
            UPDATE {pauses} SET reason = :reason, paused_at = {now}, paused_until = {after:duration}
            WHERE analysis_type = :type AND paused_until < {after:duration}
            """;

    private static final String REPLACE_FOR_EVER = """
            UPDATE {pauses} SET reason = :reason, paused_at = {now}, paused_until = NULL
            WHERE analysis_type = :type AND paused_until IS NOT NULL
            """;

    private static final String IS_THERE = """
            SELECT analysis_type FROM {pauses} WHERE analysis_type = :type
            """;

    private static final String INSERT = """
            INSERT INTO {pauses} (analysis_type, reason, paused_at, paused_until)
            VALUES (:type, :reason, {now}, {after:duration})
            """;

    private static final String INSERT_FOR_EVER = """
            INSERT INTO {pauses} (analysis_type, reason, paused_at, paused_until)
            VALUES (:type, :reason, {now}, NULL)
            """;

    private static final String DELETE = """
            DELETE FROM {pauses}
            WHERE analysis_type = :type AND (paused_until IS NULL OR paused_until > {now})
            """;

    private static final String LIST = """
            SELECT * FROM {pauses} WHERE paused_until IS NULL OR paused_until > {now} ORDER BY analysis_type
            """;

    private final Units units;
    private final NamedSql replace;
    private final NamedSql replaceForEver;
    private final NamedSql isThere;
    private final NamedSql insert;
    private final NamedSql insertForEver;
    private final NamedSql delete;
    private final NamedSql list;

    Pauses(Units units, SqlTexts texts) {
        this.units = units;
        replace = texts.sql(REPLACE);
        replaceForEver = texts.sql(REPLACE_FOR_EVER);
        isThere = texts.sql(IS_THERE);
        insert = texts.sql(INSERT);
        insertForEver = texts.sql(INSERT_FOR_EVER);
        delete = texts.sql(DELETE);
        list = texts.sql(LIST);
    }

    /** Replaces or inserts; two who insert at once collide, and the second run then finds the first one's pause. */
    boolean pause(String type, String reason, @Nullable Duration duration) {
        new TextRule().name("analysis_type", type, TextRule.NAME_LIMIT).check("Pause");
        Params params = Params.of("type", type).with("reason", SafeText.message(reason));
        NamedSql update = duration == null ? replaceForEver : replace;
        NamedSql store = duration == null ? insertForEver : insert;
        if (duration != null) {
            params.with("duration", Micros.of("duration", duration));
        }
        return units.write(
                "Pause",
                tx -> tx.update(update, params) == 1
                        || (tx.queryOne(isThere, params, row -> row.text("analysis_type"))
                                        .isEmpty()
                                && tx.update(store, params) == 1));
    }

    boolean resume(String type) {
        return units.write("Resumption", tx -> tx.update(delete, Params.of("type", type)) == 1);
    }

    List<Pause> pauses() {
        return units.read("Reading pauses", tx -> tx.query(list, new Params(), Pauses::pause));
    }

    private static Pause pause(Row row) throws SQLException {
        return new Pause(
                row.text("analysis_type"),
                row.text("reason"),
                row.instant("paused_at"),
                row.instantOrNull("paused_until"));
    }
}
