package dev.analysisjobs.app;

import dev.analysisjobs.jdbc.MariaDbServer;
import dev.analysisjobs.jdbc.PostgresServer;
import java.util.UUID;

/** The real databases that the tests of Spring run on. */
enum Databases {
    H2 {
        @Override
        String newUrl() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        }
    },
    POSTGRES {
        @Override
        String newUrl() {
            return PostgresServer.newSchema();
        }
    },
    MARIADB {
        @Override
        String newUrl() {
            return MariaDbServer.newDatabase();
        }
    };

    /** Return a JDBC URL of an empty place for tables. */
    abstract String newUrl();
}
