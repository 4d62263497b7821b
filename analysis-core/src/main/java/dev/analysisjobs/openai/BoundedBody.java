package dev.analysisjobs.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a size, and no longer than its thread may. */
final class BoundedBody {
    private static final int PART = 8_192;

    private BoundedBody() {}

    static byte @Nullable [] read(InputStream body, int limit) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        for (int n = body.read(part); n >= 0; n = body.read(part)) {
            if (bytes.size() + n > limit) {
                return null;
            }
            bytes.write(part, 0, n);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while the reply's body came in");
            }
        }
        return bytes.toByteArray();
    }
}
