package org.tombolo.agent.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The password-based key derivation of RFC 7914, which Java does not have.
final class Scrypt {
    private Scrypt() {}

    /// @param cost      N, a power of two
    /// @param blockSize r
    static byte[] derive(byte[] password, byte[] salt, int cost, int blockSize, int parallel, int length)
            throws GeneralSecurityException {
        int words = 32 * blockSize;
        var bytes = pbkdf2(password, salt, parallel * words * 4);
        var view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        for (int i = 0; i < parallel; i++) {
            var block = new int[words];
            view.get(i * words, block);
            view.put(i * words, mixed(block, cost, blockSize));
        }
        return pbkdf2(password, bytes, length);
    }

    /// `scryptROMix`
    private static int[] mixed(int[] start, int cost, int blockSize) {
        int words = start.length;
        var seen = new int[cost][];
        var block = start;
        var next = new int[words];
        for (int i = 0; i < cost; i++) {
            seen[i] = block.clone();
            scatter(block, next, blockSize);
            var old = block;
            block = next;
            next = old;
        }
        for (int i = 0; i < cost; i++) {
            var other = seen[block[words - 16] & (cost - 1)];
            for (int k = 0; k < words; k++) {
                block[k] ^= other[k];
            }
            scatter(block, next, blockSize);
            var old = block;
            block = next;
            next = old;
        }
        return block;
    }

    /// `scryptBlockMix`: even parts first, then odd ones.
    private static void scatter(int[] in, int[] out, int blockSize) {
        var part = new int[16];
        System.arraycopy(in, in.length - 16, part, 0, 16);
        for (int i = 0; i < 2 * blockSize; i++) {
            for (int k = 0; k < 16; k++) {
                part[k] ^= in[i * 16 + k];
            }
            salsa(part);
            System.arraycopy(part, 0, out, (i / 2 + (i % 2) * blockSize) * 16, 16);
        }
    }

    /// Salsa20/8.
    private static void salsa(int[] block) {
        var x = block.clone();
        for (int round = 0; round < 4; round++) {
            quarter(x, 0, 4, 8, 12);
            quarter(x, 5, 9, 13, 1);
            quarter(x, 10, 14, 2, 6);
            quarter(x, 15, 3, 7, 11);
            quarter(x, 0, 1, 2, 3);
            quarter(x, 5, 6, 7, 4);
            quarter(x, 10, 11, 8, 9);
            quarter(x, 15, 12, 13, 14);
        }
        for (int i = 0; i < 16; i++) {
            block[i] += x[i];
        }
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }

    /// With HMAC-SHA256, one round. Not Java's own: that one takes a password of characters only, and none that is
    /// empty.
    private static byte[] pbkdf2(byte[] password, byte[] salt, int length) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
        var out = new byte[length];
        for (int block = 1, at = 0; at < length; block++) {
            mac.update(salt);
            mac.update(ByteBuffer.allocate(4).putInt(block).array());
            var piece = mac.doFinal();
            int take = Math.min(piece.length, length - at);
            System.arraycopy(piece, 0, out, at, take);
            at += take;
        }
        return out;
    }
}
