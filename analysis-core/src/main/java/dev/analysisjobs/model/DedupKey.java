package dev.analysisjobs.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Hold what a job is known by to deduplication: three SHA-256 digests as 64 lower-case hex digits, compared exactly.
 *
 * @param fingerprint over the type's version and the canonical input, or over a key that the caller gave
 * @param inputHash over the canonical input alone: tells "same key, other input" apart
 * @param activeKey over type, subject and fingerprint: what is unique while the job is active
 * @since 0.1
 */
public record DedupKey(String fingerprint, String inputHash, String activeKey) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public DedupKey {
        require("fingerprint", fingerprint);
        require("inputHash", inputHash);
        require("activeKey", activeKey);
    }

    private static void require(String name, String value) {
        Objects.requireNonNull(value, name);
        if (!HEX.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " '" + value + "' is not 64 lower-case hex digits");
        }
    }
}
