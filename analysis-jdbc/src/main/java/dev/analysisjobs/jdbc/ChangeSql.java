package dev.analysisjobs.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements by which planned changes are written. */
final class ChangeSql {
    private static final String CHECKPOINT = """
            UPDATE {jobs} SET checkpoint = :checkpoint
            WHERE job_id = :job_id AND status = 'processing' AND lease_token = :token
            """;

    private static final String PASS_DEADLINE = """
            UPDATE {jobs}
            SET status = 'failed', completed_at = {now}, failure_code = :failure_code, error_message = :message,
                active_key = NULL
            WHERE job_id = :job_id AND status = 'pending' AND deadline_at < {now}
            """;

    private static final String CANCEL = """
            UPDATE {jobs}
            SET status = 'cancelled', completed_at = {now}, active_key = NULL, lease_owner = NULL, lease_until = NULL
            WHERE job_id = :job_id AND status IN ('pending', 'processing') AND lease_token = :token
            """;

    final NamedSql insertResult;
    final NamedSql insertAttempt;
    final NamedSql insertNotice;
    final NamedSql complete;
    final NamedSql retry;
    final NamedSql fail;
    final NamedSql checkpoint;
    final NamedSql passDeadline;
    final NamedSql cancel;

    ChangeSql(SqlTexts texts) {
        ChangeTexts own = texts.dialect().changeTexts();
        insertResult = texts.sql(own.insertResult());
        insertAttempt = texts.sql(own.insertAttempt());
        insertNotice = texts.sql(own.insertNotice());
        complete = texts.sql(own.complete());
        retry = texts.sql(own.retry());
        fail = texts.sql(own.fail());
        checkpoint = texts.sql(CHECKPOINT);
        passDeadline = texts.sql(PASS_DEADLINE);
        cancel = texts.sql(CANCEL);
    }

    /** Returns no rows yet for each statement, in the order of writing: a result stands before its job refers to it. */
    Map<NamedSql, List<Params>> inOrder() {
        Map<NamedSql, List<Params>> rows = new LinkedHashMap<>();
        for (NamedSql statement : List.of(
                insertResult, complete, retry, fail, checkpoint, passDeadline, cancel, insertAttempt, insertNotice)) {
            rows.put(statement, new ArrayList<>());
        }
        return rows;
    }
}
