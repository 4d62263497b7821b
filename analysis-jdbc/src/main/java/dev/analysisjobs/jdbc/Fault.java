package dev.analysisjobs.jdbc;

/** What a database's error means for a unit of work. Decided by exact codes, never by a message. */
enum Fault {
    /** The database rolled the transaction back to let another one pass: deadlock or serialization failure. */
    CONFLICT,
    /** A unique constraint was violated. */
    DUPLICATE,
    /** The data breaks a rule or limit, now and always. */
    REFUSED,
    /** The connection is of no use any more: broken, or to a server that takes no writes. */
    CONNECTION,
    /** Anything else: lock or statement time-out, lack of resources, missing rights or tables. */
    OTHER;

    /** Returns whether the database, when it says so to a COMMIT, has certainly not committed. */
    boolean provesRollback() {
        return this == CONFLICT || this == DUPLICATE || this == REFUSED;
    }

    /** Returns whether the same unit of work may well pass when it is run again at once. */
    boolean passesWhenRunAgain() {
        return this == CONFLICT || this == DUPLICATE;
    }
}
