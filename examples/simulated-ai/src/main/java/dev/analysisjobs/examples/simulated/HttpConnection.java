package dev.analysisjobs.examples.simulated;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client's connection, near enough to the wire to break a reply at any place. */
final class HttpConnection {
    private static final int HEADER_LIMIT = 16_384;
    private static final int BODY_LIMIT = 1 << 20;

    /** A request, as far as this service looks at it. */
    record Request(String method, String path, byte[] body) {}

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Return the next request; null when the client has closed the connection. */
    @Nullable
    Request read() throws IOException {
        String first = line();
        if (first == null) {
            return null;
        }
        String[] words = first.split(" ", -1);
        int length = 0;
        int total = first.length();
        for (String header = line(); header != null && !header.isEmpty(); header = line()) {
            total += header.length();
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            if (total > HEADER_LIMIT || length > BODY_LIMIT) {
                throw new IOException("the request is larger than this service reads");
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length || words.length != 3) {
            throw new EOFException("not a whole HTTP request");
        }
        return new Request(words[0], words[1], body);
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() > HEADER_LIMIT) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Write status and headers, promising a body of {@code length} bytes. */
    void head(int status, Map<String, String> headers, int length) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Server: simulated-ai-service\r\nX-Simulated: true\r\nContent-Length: ")
                .append(length)
                .append("\r\n\r\n");
        write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Close with a TCP reset, as a crashed peer or a middle box does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void close() throws IOException {
        socket.close();
    }

    /** Say nothing until the client has gone or the service closes. */
    void hang() throws IOException {
        while (in.read() >= 0) {
            // A client that has to wait sends nothing; whatever it sends is dropped.
        }
    }
}
