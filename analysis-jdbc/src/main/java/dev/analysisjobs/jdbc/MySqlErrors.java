package dev.analysisjobs.jdbc;

import java.sql.SQLException;
import java.util.Set;

/**
 * What errors of MariaDB and MySQL mean, by their numbers: SQL states are too coarse there, and one is wrong. A lock wait that
 * took too long (1205) says 40001, yet undoes only its statement; it is no conflict, and its unit is rolled back as after any
 * error.
 */
final class MySqlErrors {
    /**
     * Deadlock, a row that changed since the transaction's picture was taken (MariaDB's innodb_snapshot_isolation), and this
     * library's own of a row that no longer meets its guard.
     */
    private static final Set<Integer> CONFLICTS = Set.of(1213, 1020, 40_001);

    /** A unique key, without and with its name. */
    private static final Set<Integer> DUPLICATES = Set.of(1062, 1586);

    /**
     * NULL, no default, too long, out of range (two), not of the character set, wrong values (three), CHECK of MariaDB and of
     * MySQL, the foreign keys, row or value too large.
     */
    private static final Set<Integer> REFUSALS = Set.of(
            1048, 1364, 1406, 1264, 1690, 1366, 1265, 1292, 1411, 4025, 3819, 1451, 1452, 1216, 1217, 1118, 1301);

    /**
     * Server going down, read-only for three reasons, connection or session killed (three), client gone (two), closed for
     * being idle.
     */
    private static final Set<Integer> LOST = Set.of(1053, 1290, 1792, 1836, 1927, 3169, 1152, 2006, 2013, 4031);

    private static final String CONNECTION_STATE = "08";

    private MySqlErrors() {}

    static Fault classify(SQLException thrown) {
        SQLException error = Errors.root(thrown);
        int code = error.getErrorCode();
        if (CONFLICTS.contains(code)) {
            return Fault.CONFLICT;
        }
        if (DUPLICATES.contains(code)) {
            return Fault.DUPLICATE;
        }
        if (REFUSALS.contains(code)) {
            return Fault.REFUSED;
        }
        String state = String.valueOf(error.getSQLState());
        return LOST.contains(code) || state.startsWith(CONNECTION_STATE) ? Fault.CONNECTION : Fault.OTHER;
    }
}
