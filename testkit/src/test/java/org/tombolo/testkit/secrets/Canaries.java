package org.tombolo.testkit.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import org.tombolo.model.secret.SecretType;

/// Values that are nowhere else in the world, each with the same mark, so that one search finds any of them.
final class Canaries {
    private final Random random;
    private final String mark;

    Canaries(long seed) {
        this.random = new Random(seed);
        this.mark = "kanarie" + Long.toHexString(random.nextLong());
    }

    /// What every value holds. Its Base64 holds `inBase64`, since each value begins with it.
    String mark() {
        return mark;
    }

    String inBase64() {
        var whole = mark.substring(0, mark.length() / 3 * 3);
        return Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.UTF_8));
    }

    String draw(String what) {
        return mark + "-" + what + "-" + Long.toHexString(random.nextLong());
    }

    SequencedMap<String, String> fields(String scope, SecretType type) {
        var fields = new LinkedHashMap<String, String>();
        switch (type) {
            case VALUE -> fields.put("value", draw(scope));
            case S3 -> {
                fields.put("accessKeyId", draw(scope));
                fields.put("secretAccessKey", draw(scope));
                fields.put("sessionToken", draw(scope));
            }
            case HTTP -> fields.put("token", draw(scope));
            case IMAGE -> {
                fields.put("username", draw(scope));
                fields.put("password", draw(scope));
            }
            case MAP -> {
                fields.put("one", draw(scope));
                fields.put("two", draw(scope));
            }
            case DECRYPTION_SIF ->
                fields.put("pem", draw(scope) + "\n-----BEGIN KEY-----\n" + draw(scope) + "\n-----END KEY-----\n");
            case HF -> fields.put("token", draw(scope));
        }
        return fields;
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
