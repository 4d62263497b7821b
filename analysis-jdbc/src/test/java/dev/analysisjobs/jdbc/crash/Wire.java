package dev.analysisjobs.jdbc.crash;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One client's side of a database's protocol, as far as it takes to see it commit. Not thread-safe. */
abstract class Wire {
    static final String COMMIT = "COMMIT";

    /** Reads the next whole message, to be forwarded as it is. */
    abstract byte[] read(DataInputStream in) throws IOException;

    /** Returns whether a message, the last one read, commits something. */
    abstract boolean isCommit(byte[] message);

    /** Returns whether a message, the last one read, has the client wait for an answer. */
    abstract boolean isRequest(byte[] message);

    /** Returns whether what came from the server ends an answer. */
    abstract boolean endsAnswer(byte[] bytes, int length);

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
                    && isRequest(message)
                    && message[4] == COM_QUERY
                    && says(new String(message, 5, message.length - 5, StandardCharsets.UTF_8));
        }

        @Override
        boolean isRequest(byte[] message) {
            return message[3] == 0;
        }

        @Override
        boolean endsAnswer(byte[] bytes, int length) {
            // What a commit is answered with is one packet.
            return true;
        }
    }
}
