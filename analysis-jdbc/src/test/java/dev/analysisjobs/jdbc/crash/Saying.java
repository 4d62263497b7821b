package dev.analysisjobs.jdbc.crash;

import java.util.UUID;

/** What a worker said about an attempt. */
record Saying(UUID jobId, int attempt) {

    static Saying parse(String line) {
        String[] words = line.split(" ");
        return new Saying(UUID.fromString(words[1]), Integer.parseInt(words[2]));
    }
}
