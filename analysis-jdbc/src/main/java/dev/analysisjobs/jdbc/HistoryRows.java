package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.Attempt;
import dev.analysisjobs.model.AttemptEnd;
import dev.analysisjobs.model.Failure;
import dev.analysisjobs.model.FailureCode;
import dev.analysisjobs.model.ProviderFacts;
import dev.analysisjobs.model.StoredResult;
import dev.analysisjobs.port.StoreException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes results and ended attempts of rows. */
final class HistoryRows {
    private HistoryRows() {}

    static StoredResult result(Row row) throws SQLException {
        return new StoredResult(
                row.uuid("result_id"),
                row.uuid("job_id"),
                row.whole("lease_token"),
                row.integer("attempt"),
                row.payload("output"),
                row.instant("created_at"),
                row.instant("started_at"),
                facts(row));
    }

    static Attempt attempt(Row row) throws SQLException {
        return attempt(row, row.payloadOrNull("violations"), row.payloadOrNull("rejected_output"));
    }

    /** Reads an attempt for the one that follows it, which can do without what cannot be decoded. */
    static Attempt previous(Row row) throws SQLException {
        try {
            return attempt(row);
        } catch (StoreException unreadable) {
            return attempt(row, null, null);
        }
    }

    private static Attempt attempt(Row row, @Nullable String violations, @Nullable String rejectedOutput)
            throws SQLException {
        return new Attempt(
                row.uuid("job_id"),
                row.integer("attempt"),
                row.whole("lease_token"),
                row.text("node"),
                row.instant("started_at"),
                row.instant("ended_at"),
                AttemptEnd.ofWord(row.text("outcome")),
                new Failure(new FailureCode(row.text("failure_code")), row.message("message")),
                ViolationText.decode(violations),
                rejectedOutput,
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
