package dev.analysisjobs.jdbc.crash;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * PostgreSQL, version 3 of the protocol, without encryption: a first message without a type, then those with one. The driver
 * parses a statement once per connection and only binds it later. Outside of a transaction a statement that inserts is a commit
 * too: that of the finished attempts.
 */
final class PostgresWire extends Wire {
    private static final byte[] READY_AND_IDLE = {'Z', 0, 0, 0, 5, 'I'};

    private final Map<String, String> statements = new HashMap<>();
    private boolean started;
    private boolean inTransaction;

    @Override
    byte[] read(DataInputStream in) throws IOException {
        byte[] head = new byte[started ? 5 : 4];
        in.readFully(head);
        int length = ByteBuffer.wrap(head).getInt(started ? 1 : 0);
        started = true;
        return readFully(in, head, length - 4);
    }

    @Override
    boolean isCommit(byte[] message) {
        ByteBuffer body = ByteBuffer.wrap(message);
        char type = (char) body.get();
        body.getInt();
        switch (type) {
            case 'P' -> {
                String name = text(body);
                statements.put(name, text(body));
                return false;
            }
            case 'B' -> {
                text(body);
                return runs(statements.getOrDefault(text(body), ""));
            }
            case 'Q' -> {
                return runs(text(body));
            }
            default -> {
                return false;
            }
        }
    }

    /** Follows a statement that is run, and returns whether it commits. */
    private boolean runs(String sql) {
        String text = sql.strip().toUpperCase(Locale.ROOT);
        if (text.startsWith("BEGIN")) {
            inTransaction = true;
            return false;
        }
        if (says(text) || text.equals("ROLLBACK")) {
            inTransaction = false;
            return says(text);
        }
        return !inTransaction && text.contains("INSERT INTO");
    }

    @Override
    boolean isRequest(byte[] message) {
        return message[0] == 'S' || message[0] == 'Q';
    }

    /** The server commits before it says that it is ready; what it says earlier may come before the commit. */
    @Override
    boolean endsAnswer(byte[] bytes, int length) {
        for (int i = 1; i <= READY_AND_IDLE.length; i++) {
            if (length < i || bytes[length - i] != READY_AND_IDLE[READY_AND_IDLE.length - i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(ByteBuffer body) {
        int from = body.position();
        while (body.get() != 0) {
            // To the end of the text.
        }
        return new String(body.array(), from, body.position() - from - 1, StandardCharsets.UTF_8);
    }
}
