package org.tombolo.agent.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tombolo.model.Digest;

/// Digests of bytes.
final class Sha256 {
    private Sha256() {}

    static MessageDigest begun() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Digest ended(MessageDigest sum) {
        return new Digest("sha256:" + HexFormat.of().formatHex(sum.digest()));
    }

    static Digest of(byte[] bytes) {
        var sum = begun();
        sum.update(bytes);
        return ended(sum);
    }

    static Digest of(InputStream in) throws IOException {
        var sum = begun();
        add(sum, in);
        return ended(sum);
    }

    static void add(MessageDigest sum, InputStream in) throws IOException {
        var buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sum.update(buffer, 0, n);
        }
    }
}
