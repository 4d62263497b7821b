package dev.analysisjobs.openai;

import dev.analysisjobs.AttemptContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a size, and no longer than its attempt lives. */
final class BoundedBody {
    private static final int PART = 8_192;
    private static final Executor LATER = CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS);

    private final InputStream body;
    private final AttemptContext attempt;
    private volatile boolean done;

    private BoundedBody(InputStream body, AttemptContext attempt) {
        this.body = body;
        this.attempt = attempt;
    }

    /** Looks after the stream from outside, since that of the JDK's client swallows interrupts before Java 21. */
    static byte @Nullable [] read(InputStream body, int limit, AttemptContext attempt)
            throws IOException, InterruptedException {
        BoundedBody watched = new BoundedBody(body, attempt);
        LATER.execute(watched::closeWhenUnwanted);
        try {
            return read(body, limit);
        } finally {
            watched.done = true;
        }
    }

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

    private void closeWhenUnwanted() {
        if (done) {
            return;
        }
        if (!attempt.isCancelled()) {
            LATER.execute(this::closeWhenUnwanted);
            return;
        }
        // On a thread of its own: some streams read what is left before they close.
        Thread closing = new Thread(this::close, "analysis-body-close");
        closing.setDaemon(true);
        closing.start();
    }

    private void close() {
        try {
            body.close();
        } catch (IOException unimportant) {
            // The answer is not wanted any more.
        }
    }
}
