package dev.analysisjobs.spring.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs as the Standard Webhooks specification says: HMAC-SHA256 over id, time and body. */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final SecretKeySpec key;

    private WebhookSignature(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Returns what signs with a secret.
     *
     * @throws IllegalArgumentException when it is not one; the message does not repeat it
     */
    static WebhookSignature of(@Nullable String secret) {
        byte[] bytes = {};
        if (secret != null && secret.startsWith(PREFIX)) {
            try {
                bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException notBase64) {
                bytes = new byte[0];
            }
        }
        if (bytes.length < SHORTEST || bytes.length > LONGEST) {
            throw new IllegalArgumentException("is not " + PREFIX + " and the Base64 of " + SHORTEST + " to " + LONGEST
                    + " random bytes, as of: echo " + PREFIX + "$(openssl rand -base64 32)");
        }
        return new WebhookSignature(new SecretKeySpec(bytes, ALGORITHM));
    }

    /** Returns the value of the header webhook-signature. */
    String sign(String id, long seconds, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.US_ASCII));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}
