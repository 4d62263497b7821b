package dev.analysisjobs.contract;

import dev.analysisjobs.model.DedupKey;
import dev.analysisjobs.port.NewJob;
import dev.analysisjobs.port.Uuid7;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** Make submissions for tests: every part has a default, and no two samples share a key unless they are told to. */
public final class Sample {
    /** The type of a sample that is not told another. */
    public static final String TYPE = "persona-profile";

    private UUID id = Uuid7.next();
    private String type = TYPE;
    private String version = "1";
    private String subject = "user-1";
    private int priority;
    private String input = "{\"answers\":[1,2,3]}";
    private String key = id.toString();
    private boolean holdsKey = true;
    private int maxAttempts = 3;
    private Instant notBefore;
    private Duration maxAge = Duration.ofDays(30);
    private String context;

    private Sample() {}

    public static Sample job() {
        return new Sample();
    }

    public Sample id(UUID value) {
        id = value;
        return this;
    }

    public Sample type(String value) {
        type = value;
        return this;
    }

    public Sample version(String value) {
        version = value;
        return this;
    }

    public Sample subject(String value) {
        subject = value;
        return this;
    }

    public Sample priority(int value) {
        priority = value;
        return this;
    }

    public Sample input(String value) {
        input = value;
        return this;
    }

    /** Take a key that the caller chose; the active key is over type, subject and this. */
    public Sample key(String value) {
        key = value;
        return this;
    }

    public Sample withoutKey() {
        holdsKey = false;
        return this;
    }

    public Sample maxAttempts(int value) {
        maxAttempts = value;
        return this;
    }

    public Sample notBefore(Instant value) {
        notBefore = value;
        return this;
    }

    public Sample maxAge(Duration value) {
        maxAge = value;
        return this;
    }

    public Sample context(String value) {
        context = value;
        return this;
    }

    public NewJob build() {
        return new NewJob(
                id,
                type,
                version,
                subject,
                priority,
                input,
                dedupKey(),
                holdsKey,
                maxAttempts,
                notBefore,
                maxAge,
                context);
    }

    private DedupKey dedupKey() {
        return new DedupKey(sha256(version, key), sha256(input), sha256(type, subject, version, key));
    }

    private static String sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                // Its lone surrogates, if any, become '?': good enough for telling samples apart.
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
