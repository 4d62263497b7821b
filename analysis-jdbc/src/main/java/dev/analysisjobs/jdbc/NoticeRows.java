package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.Notice;
import dev.analysisjobs.port.NewNotice;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes notices of rows and rows of notices. */
final class NoticeRows {
    private static final String SEPARATOR = ",";

    private NoticeRows() {}

    static Params params(NewNotice notice, Payloads payloads) {
        Failure failure = notice.failure();
        return Params.of("notice_id", notice.id())
                .with("kind", notice.kind().name())
                .with("job_id", notice.jobId())
                .with("type", notice.type())
                .with("subject", notice.subject())
                .with("failure_code", failure == null ? null : failure.code().name())
                .with("message", failure == null ? null : payloads.encodeMessage(failure.message()));
    }

    static Notice notice(Row row) throws SQLException {
        return new Notice(
                row.uuid("notice_id"),
                Notice.Kind.valueOf(row.text("kind")),
                row.uuidOrNull("job_id"),
                row.text("analysis_type"),
                row.textOrNull("subject_id"),
                JobRows.failure(row, "message"),
                row.instant("created_at"),
                row.integer("deliveries"),
                senders(row.text("delivered_to")));
    }

    /** Joins names of senders, which are letters, digits and dashes. */
    static String joined(Set<String> senders) {
        return String.join(SEPARATOR, new TreeSet<>(senders));
    }

    private static Set<String> senders(String joined) {
        return Arrays.stream(joined.split(SEPARATOR))
                .filter(sender -> !sender.isEmpty())
                .collect(Collectors.toSet());
    }
}
