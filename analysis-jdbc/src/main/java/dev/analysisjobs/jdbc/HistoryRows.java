package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.StoredResult;
import java.sql.SQLException;

/** Makes results and ended attempts of rows. */
final class HistoryRows {
    private HistoryRows() {}

    static StoredResult result(Row row) throws SQLException {
        return new StoredResult(
                row.uuid("result_id"),
                row.uuid("job_id"),
                row.whole("lease_token"),
                row.integer("attempt"),
                row.text("output"),
                row.instant("created_at"),
                row.instant("started_at"),
                facts(row));
    }

    static Attempt attempt(Row row) throws SQLException {
        return new Attempt(
                row.uuid("job_id"),
                row.integer("attempt"),
                row.whole("lease_token"),
                row.text("node"),
                row.instant("started_at"),
                row.instant("ended_at"),
                AttemptEnd.ofWord(row.text("outcome")),
                new Failure(new FailureCode(row.text("failure_code")), row.text("message")),
                ViolationText.decode(row.textOrNull("violations")),
                row.textOrNull("rejected_output"),
                facts(row));
    }

    private static ProviderFacts facts(Row row) throws SQLException {
        return new ProviderFacts(
                row.textOrNull("request_id"),
                row.integerOrNull("http_status"),
                row.textOrNull("finish_reason"),
                row.wholeOrNull("tokens_in"),
                row.wholeOrNull("tokens_out"),
                row.integer("calls"));
    }

    static void with(Params params, ProviderFacts facts) {
        params.with("request_id", facts.requestId())
                .with("http_status", facts.httpStatus())
                .with("finish_reason", facts.finishReason())
                .with("tokens_in", facts.tokensIn())
                .with("tokens_out", facts.tokensOut())
                .with("calls", facts.calls());
    }
}
