package dev.analysisjobs.jdbc;

import dev.analysisjobs.model.SafeText;
import dev.analysisjobs.port.StoreException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes texts through the codec, if there is one, and contains whatever it throws. Strict with payloads; for texts that people
 * read, and that must never keep a job from its end, there is always an answer.
 */
final class Payloads {
    /** Without a codec. */
    static final Payloads PLAIN = new Payloads(null);

    private static final Logger LOG = LoggerFactory.getLogger(Payloads.class);
    private static final String UNENCODED = "The message is left out: the payload codec cannot encode it";
    private static final int TRIES = 8;

    private final @Nullable PayloadCodec codec;

    Payloads(@Nullable PayloadCodec codec) {
        this.codec = codec;
    }

    /** Returns a payload as it is stored; what is wrong with it, plain or encoded, is added to the rule. */
    String encode(String column, String plain, TextRule rule) {
        rule.payload(column, plain);
        if (codec == null) {
            return plain;
        }
        try {
            String encoded = encoded(codec, plain);
            rule.payload(column + ", encoded,", encoded);
            return encoded;
        } catch (Throwable thrown) {
            rule.add(column + " cannot be encoded: " + SafeText.describe(thrown));
            return plain;
        }
    }

    /**
     * Returns a stored payload as it was given.
     *
     * @throws StoreException of kind UNREADABLE, naming column and job
     */
    String decode(String column, UUID jobId, String stored) {
        if (codec == null) {
            return stored;
        }
        try {
            return decoded(codec, stored);
        } catch (Throwable thrown) {
            throw new StoreException(
                    StoreException.Kind.UNREADABLE,
                    "The " + column + " of job " + jobId + " cannot be decoded: " + SafeText.describe(thrown),
                    thrown);
        }
    }

    /** Returns a message as it is stored: cut to what fits when it is encoded, or a remark in its place. */
    @Nullable
    String encodeMessage(@Nullable String message) {
        if (codec == null || message == null) {
            return message;
        }
        try {
            String part = message;
            for (int tries = 0; tries < TRIES && !part.isEmpty(); tries++) {
                String encoded = encoded(codec, part);
                if (encoded.length() <= SafeText.MESSAGE_LIMIT) {
                    return SafeText.fault(encoded, SafeText.PAYLOAD_LIMIT).isEmpty() ? encoded : UNENCODED;
                }
                long fitting = (long) part.length() * SafeText.MESSAGE_LIMIT / encoded.length();
                part = SafeText.clip(message, (int) Math.min(fitting, part.length() - 1));
            }
        } catch (Throwable thrown) {
            LOG.warn("A message cannot be encoded and is left out", thrown);
        }
        return UNENCODED;
    }

    /** Returns a stored message as it was given, or a remark in its place. */
    @Nullable
    String decodeMessage(@Nullable String stored) {
        if (codec == null || stored == null || stored.equals(UNENCODED)) {
            return stored;
        }
        try {
            return decoded(codec, stored);
        } catch (Throwable thrown) {
            return "The message cannot be decoded: " + SafeText.describe(thrown);
        }
    }

    /** Returns what an attempt leaves for diagnosis as it is stored; nothing when it cannot be encoded. */
    @Nullable
    String encodeDetail(String column, @Nullable String detail) {
        if (detail == null) {
            return null;
        }
        TextRule rule = new TextRule();
        String encoded = encode(column, detail, rule);
        if (rule.faults().isEmpty()) {
            return encoded;
        }
        LOG.warn("Left out: {}", rule.faults());
        return null;
    }

    private static String encoded(PayloadCodec codec, String plain) {
        String encoded = codec.encode(plain);
        if (encoded == null || encoded.isBlank()) {
            throw new IllegalStateException("the payload codec returned nothing");
        }
        return encoded;
    }

    private static String decoded(PayloadCodec codec, String stored) {
        String plain = codec.decode(stored);
        if (plain == null) {
            throw new IllegalStateException("the payload codec returned null");
        }
        return plain;
    }
}
