package dev.analysisjobs.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An example of a codec: AES-GCM with a new nonce for each text, and the key's id in what is stored. */
final class AesGcmCodec implements PayloadCodec {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final String current;
    private final Map<String, byte[]> keys;

    /**
     * @param current the id of the key to encode with
     * @param keys all keys that stored texts may need, by id
     */
    AesGcmCodec(String current, Map<String, byte[]> keys) {
        this.current = current;
        this.keys = Map.copyOf(keys);
    }

    static byte[] key(int filling) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return key;
    }

    @Override
    public String encode(String plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, current, nonce, plain.getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return current + ":" + Base64.getEncoder().encodeToString(all);
    }

    @Override
    public String decode(String encoded) {
        int colon = encoded.indexOf(':');
        byte[] all = Base64.getDecoder().decode(encoded.substring(colon + 1));
        byte[] plain = run(
                Cipher.DECRYPT_MODE,
                encoded.substring(0, colon),
                Arrays.copyOf(all, NONCE_BYTES),
                Arrays.copyOfRange(all, NONCE_BYTES, all.length));
        return new String(plain, StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, String keyId, byte[] nonce, byte[] text) {
        byte[] key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("there is no key '" + keyId + "'");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("key '" + keyId + "' does not fit", broken);
        }
    }
}
