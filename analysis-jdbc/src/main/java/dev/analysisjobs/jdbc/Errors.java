package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.StoreException;
import dev.analysisjobs.port.StoreException.Kind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;

/** Turns errors of a database into those of the port, without the data that databases and drivers repeat in theirs. */
final class Errors {
    private static final String CONSTRAINT_VIOLATION = "23";

    private Errors() {}

    static StoreException storeException(String what, Dialect dialect, SQLException thrown) {
        SQLException error = root(thrown);
        String told = what + " failed on " + dialect.name() + " (SQLState " + error.getSQLState() + ", code "
                + error.getErrorCode() + ")";
        return switch (dialect.classify(error)) {
            case DUPLICATE, REFUSED ->
                new StoreException(Kind.REFUSED, told + ": the data breaks a rule or limit", scrubbed(error));
            case CONFLICT -> new StoreException(Kind.TRANSIENT, told + ": gave way to another transaction", error);
            case CONNECTION, OTHER -> new StoreException(Kind.TRANSIENT, told, error);
        };
    }

    /** Returns the database's own error: that of a batch repeats the parameters in its message. */
    static SQLException root(SQLException error) {
        SQLException next = error.getNextException();
        return error instanceof BatchUpdateException && next != null ? next : error;
    }

    /** Returns the error with no more of its message than names the constraint: what follows may repeat the row. */
    private static SQLException scrubbed(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        String message = String.valueOf(error.getMessage());
        SQLException made = new SQLException(
                state.startsWith(CONSTRAINT_VIOLATION)
                        ? message.lines().findFirst().orElse("")
                        : "message withheld, it may repeat the data",
                state,
                error.getErrorCode());
        made.setStackTrace(error.getStackTrace());
        return made;
    }
}
