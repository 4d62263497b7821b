package dev.analysisjobs.jdbc;

import dev.analysisjobs.port.Change;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes what attempts end in by one statement that locks, checks and writes, on databases that have such a one. */
interface JobFinisher {

    /** Returns whether the statement can write these changes. */
    boolean takes(List<? extends Change> changes);

    /**
     * Writes changes that {@link #takes} said yes to, each of another job, and returns the jobs of those that met their guard.
     *
     * @param payloads the payload of each change that has one, by job, as it is stored
     * @param messages what messages pass through
     */
    Set<UUID> finish(Tx tx, List<? extends Change> changes, Map<UUID, String> payloads, Payloads messages)
            throws SQLException;
}
