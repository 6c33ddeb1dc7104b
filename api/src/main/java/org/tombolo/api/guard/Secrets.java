package org.tombolo.api.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Tokens: 256 bits, drawn here, shown once. Only their SHA-256 is kept, and tokens are looked up by it: how long that
/// takes tells nothing about the secret. No salt or slow hash: nobody guesses 256 bits.
public final class Secrets {
    /// So that people and scanners know one when they see one.
    private static final String PREFIX = "tombolo_";

    private final SecureRandom random = new SecureRandom();

    public String draw() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// A short name, for a token or a request.
    public String name() {
        var bytes = new byte[6];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// In hex, as the journal has it.
    public static String sha256(String secret) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
