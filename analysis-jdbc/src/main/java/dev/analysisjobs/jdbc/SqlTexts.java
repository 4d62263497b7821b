package dev.analysisjobs.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes statements of texts. Macros in braces stand for a table ({@code {jobs}}), the columns of a job without its payloads
 * ({@code {job_columns}}), the database's clock ({@code {now}}), the instant a parameter's microseconds later ({@code
 * {after:lease}}), membership in a parameter's list ({@code job_id {in:ids}}, {@code active_key {in_text:keys}}) and, after a
 * table whose rows are named by their ids, the hint to reach them by these alone ({@code {by_id}}).
 */
record SqlTexts(Dialect dialect, TableNames names) {
    private static final Pattern MACRO = Pattern.compile("\\{(?<word>[a-z_]+)(:(?<parameter>[a-z_]+))?}");

    private static final String JOB_COLUMNS = "job_id, analysis_type, type_version, subject_id, status, priority,"
            + " fingerprint, input_hash, active_key, attempts, max_attempts, run_at, deadline_at, lease_owner,"
            + " lease_token, lease_until, result_id, failure_code, error_message, created_at, started_at, completed_at";

    NamedSql sql(String text) {
        Matcher macro = MACRO.matcher(text);
        return NamedSql.parse(macro.replaceAll(
                match -> Matcher.quoteReplacement(expand(macro.group("word"), macro.group("parameter")))));
    }

    private String expand(String word, String parameter) {
        return switch (word) {
            case "now" -> dialect.now();
            case "after" -> dialect.after(":" + parameter);
            case "in" -> dialect.in(":" + parameter, "uuid");
            case "in_text" -> dialect.in(":" + parameter, "text");
            case "by_id" -> dialect.byId();
            case "job_columns" -> JOB_COLUMNS;
            default -> names.qualified(word);
        };
    }
}
