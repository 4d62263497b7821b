package dev.analysisjobs.jdbc.crash;

/** The databases that many nodes can share. */
enum CrashDatabase {
    POSTGRES {
        @Override
        Server server() throws Exception {
            return PostgresCrashServer.shared();
        }
    },
    MARIADB {
        @Override
        Server server() throws Exception {
            return MariaDbCrashServer.shared();
        }
    };

    /** Returns the one server of the test run, started when it is first asked for. */
    abstract Server server() throws Exception;
}
