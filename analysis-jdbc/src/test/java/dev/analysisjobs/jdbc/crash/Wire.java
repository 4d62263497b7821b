package dev.analysisjobs.jdbc.crash;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** One client's side of a database's protocol, as far as it takes to see it commit. Not thread-safe. */
abstract class Wire {
    static final String COMMIT = "COMMIT";

    /** Reads the next whole message, to be forwarded as it is. */
    abstract byte[] read(DataInputStream in) throws IOException;

    /** Returns whether a message, the last one read, commits a transaction. */
    abstract boolean isCommit(byte[] message);

    static boolean says(String text) {
        return text.strip().equalsIgnoreCase(COMMIT);
    }

    static byte[] readFully(DataInputStream in, byte[] head, int bodyLength) throws IOException {
        if (bodyLength < 0 || bodyLength > 64 << 20) {
            throw new EOFException("a message of " + bodyLength + " bytes");
        }
        byte[] message = new byte[head.length + bodyLength];
        System.arraycopy(head, 0, message, 0, head.length);
        in.readFully(message, head.length, bodyLength);
        return message;
    }

    /**
     * PostgreSQL, version 3 of the protocol, without encryption: a first message without a type, then those with one. The
     * driver parses COMMIT once per connection and only binds it later.
     */
    static final class Postgres extends Wire {
        private final Set<String> commits = new HashSet<>();
        private boolean started;

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
            if (type == 'P') {
                String name = text(body);
                if (says(text(body))) {
                    commits.add(name);
                } else {
                    commits.remove(name);
                }
                return false;
            }
            if (type == 'B') {
                text(body);
                return commits.contains(text(body));
            }
            return type == 'Q' && says(text(body));
        }

        private static String text(ByteBuffer body) {
            int from = body.position();
            while (body.get() != 0) {
                // To the end of the text.
            }
            return new String(body.array(), from, body.position() - from - 1, StandardCharsets.UTF_8);
        }
    }

    /** MariaDB and MySQL without encryption: packets, each with its length and its number within an exchange. */
    static final class Maria extends Wire {
        private static final int COM_QUERY = 3;

        @Override
        byte[] read(DataInputStream in) throws IOException {
            byte[] head = new byte[4];
            in.readFully(head);
            return readFully(in, head, head[0] & 0xFF | (head[1] & 0xFF) << 8 | (head[2] & 0xFF) << 16);
        }

        @Override
        boolean isCommit(byte[] message) {
            return message.length > 5
                    && message[3] == 0
                    && message[4] == COM_QUERY
                    && says(new String(message, 5, message.length - 5, StandardCharsets.UTF_8));
        }
    }
}
