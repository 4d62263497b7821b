package dev.analysisjobs.spring.jpa;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.mapping.Table;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Hibernate from the tables of analysis jobs: it may look at them and read them, but neither make, alter, drop or empty
 * them, nor write them by any statement of its own.
 *
 * @param next an inspector that the app has; null for none
 */
record TableGuard(@Nullable StatementInspector next) implements StatementInspector {
    private static final Set<String> TABLES = Set.of("analysis_jobs", "analysis_results", "analysis_attempts");
    private static final Pattern WRITE = Pattern.compile(
            "\\s*(?:/\\*.*?\\*/\\s*)?(?:insert\\s+into|update|delete(?:\\s+\\w+)?\\s+from|merge\\s+into)\\s+"
                    + "(?:[\\w\"`]+\\.)*[\"`]?(\\w+)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public @Nullable String inspect(String sql) {
        var write = WRITE.matcher(sql);
        if (write.matches() && isGuarded(write.group(1))) {
            throw new UnsupportedOperationException("Table " + write.group(1)
                    + " is read-only to entity managers: only analysis jobs writes it, so submit, cancel, retry or erase by"
                    + " AnalysisJobs");
        }
        return next == null ? sql : next.inspect(sql);
    }

    static boolean isGuarded(String table) {
        return TABLES.contains(table.toLowerCase(Locale.ROOT));
    }

    /** Leaves the tables out of all that Hibernate does to a schema but its validation. */
    static final class Schema implements SchemaFilterProvider {
        private static final SchemaFilter OTHERS = new SchemaFilter() {
            @Override
            public boolean includeNamespace(Namespace namespace) {
                return true;
            }

            @Override
            public boolean includeTable(Table table) {
                return !isGuarded(table.getName());
            }

            @Override
            public boolean includeSequence(Sequence sequence) {
                return true;
            }
        };

        @Override
        public SchemaFilter getCreateFilter() {
            return OTHERS;
        }

        @Override
        public SchemaFilter getDropFilter() {
            return OTHERS;
        }

        @Override
        public SchemaFilter getTruncatorFilter() {
            return OTHERS;
        }

        @Override
        public SchemaFilter getMigrateFilter() {
            return OTHERS;
        }

        @Override
        public SchemaFilter getValidateFilter() {
            return SchemaFilter.ALL;
        }
    }
}
