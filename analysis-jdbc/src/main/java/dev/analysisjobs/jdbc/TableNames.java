package dev.analysisjobs.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of the tables. Schema and prefix are letters, digits and underscores alone, so they are safe unquoted, and the
 * database folds their case as it folds its own names.
 *
 * @param schema the schema; null leaves it to the connection
 * @param prefix what stands before each table's name; possibly empty
 */
record TableNames(@Nullable String schema, String prefix) {
    // An index name, the longest there is, stays below PostgreSQL's limit of 63 with this prefix.
    private static final int PREFIX_LIMIT = 20;
    private static final int SCHEMA_LIMIT = 63;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern TABLE =
            Pattern.compile("analysis_(jobs|results|attempts|notices|repairs|pauses|alerts|limits|schema_version)");

    /** Returns what is wrong with the names, in words; empty when nothing is. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (schema != null) {
            check(faults, "schema", schema, SCHEMA_LIMIT);
        }
        if (!prefix.isEmpty()) {
            check(faults, "tablePrefix", prefix, PREFIX_LIMIT);
        }
        return faults;
    }

    private static void check(List<String> faults, String property, String value, int limit) {
        if (!IDENTIFIER.matcher(value).matches() || value.length() > limit) {
            faults.add(property + " '" + value + "' is not 1 to " + limit
                    + " letters, digits and underscores, the first one no digit");
        }
    }

    /** Returns a table's name as statements use it. */
    String qualified(String table) {
        return schema == null ? bare(table) : schema + "." + bare(table);
    }

    /** Returns a table's name without the schema. */
    String bare(String table) {
        return prefix + "analysis_" + table;
    }

    /** Puts the prefix before every table name in a script, also inside names of constraints and indexes. */
    String prefixed(String script) {
        return TABLE.matcher(script).replaceAll(Matcher.quoteReplacement(prefix) + "$0");
    }
}
