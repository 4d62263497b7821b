package dev.analysisjobs.dedup;

import dev.analysisjobs.model.DedupKey;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Compute what jobs are known by to deduplication: SHA-256 over length-prefixed fields in UTF-8, each kind under a tag of its
 * own, so that neither moved field boundaries nor a key that looks like an input can collide. The form is fixed: changing it
 * would hide every stored job from deduplication. Pure and thread-safe.
 *
 * <p>JSON is compared by value where that is certain: keys are sorted, insignificant space is dropped and strings are
 * unescaped; numbers are compared as written ({@code 1.0} is not {@code 1}). Any other text is compared exactly. Unicode is
 * not normalised.
 *
 * @since 0.1
 */
public final class Fingerprints {
    private static final String OF_INPUT = "analysis-jobs/fingerprint/input/1";
    private static final String OF_KEY = "analysis-jobs/fingerprint/key/1";
    private static final String INPUT_HASH = "analysis-jobs/input-hash/1";
    private static final String ACTIVE_KEY = "analysis-jobs/active-key/1";

    private Fingerprints() {}

    /**
     * Return the key of a submission that is known by its input.
     *
     * @param type the analysis type's name
     * @param typeVersion its version: another version never matches
     * @param subject who or what it is about: another subject never matches
     * @param input the encoded input
     * @param json whether the input is JSON
     * @throws IllegalArgumentException when JSON is not well-formed, has duplicate keys or is nested deeper than 1000 levels,
     *     or a text has a lone surrogate
     * @throws IllegalStateException when the input is JSON and Jackson is missing
     */
    public static DedupKey ofInput(String type, String typeVersion, String subject, String input, boolean json) {
        String canonical = canonical(input, json);
        String fingerprint = digest(OF_INPUT, "type version", typeVersion, "input", canonical);
        return key(type, subject, fingerprint, canonical);
    }

    /**
     * Return the key of a submission whose caller gave one.
     *
     * @param callerKey the caller's key, of any length; not blank
     * @throws IllegalArgumentException as {@link #ofInput}, or when the caller's key is blank
     * @throws IllegalStateException when the input is JSON and Jackson is missing
     */
    public static DedupKey ofKey(
            String type, String typeVersion, String subject, String callerKey, String input, boolean json) {
        if (callerKey.isBlank()) {
            throw new IllegalArgumentException(
                    "The deduplication key '" + callerKey + "' is blank: give a key, or none to compare inputs");
        }
        String fingerprint = digest(OF_KEY, "type version", typeVersion, "deduplication key", callerKey);
        return key(type, subject, fingerprint, canonical(input, json));
    }

    private static DedupKey key(String type, String subject, String fingerprint, String canonical) {
        return new DedupKey(
                fingerprint,
                digest(INPUT_HASH, "input", canonical),
                digest(ACTIVE_KEY, "type", type, "subject", subject, "fingerprint", fingerprint));
    }

    private static String canonical(String input, boolean json) {
        if (!json) {
            return input;
        }
        try {
            return CanonicalJson.of(input);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "The fingerprint of a JSON input needs Jackson 3: add the Maven dependency"
                            + " tools.jackson.core:jackson-databind",
                    missing);
        }
    }

    private static String digest(String tag, String... namesAndFields) {
        MessageDigest sha256 = sha256();
        add(sha256, "tag", tag);
        for (int i = 0; i < namesAndFields.length; i += 2) {
            add(sha256, namesAndFields[i], namesAndFields[i + 1]);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void add(MessageDigest digest, String name, String field) {
        Objects.requireNonNull(field, name);
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(field));
        } catch (CharacterCodingException fault) {
            // A replacement character would make different texts equal.
            throw new IllegalArgumentException("The " + name + " contains a lone surrogate", fault);
        }
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.remaining()));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
