package dev.analysisjobs.examples.persona;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A real PostgreSQL to try the program on by hand: says its URL and runs until its standard input ends. */
final class LocalPostgres {
    private LocalPostgres() {}

    /** Start a server that loses nothing that it has confirmed; the library to start it by is careless by default. */
    static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    static String url(EmbeddedPostgres postgres) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
    }

    public static void main(String[] args) throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            System.out.println(url(postgres));
            while (System.in.read() >= 0) {
                // Waits for the end of the input.
            }
        }
    }
}
