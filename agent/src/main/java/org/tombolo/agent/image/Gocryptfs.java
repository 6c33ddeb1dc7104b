package org.tombolo.agent.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import tools.jackson.databind.JsonNode;

/// Reads what gocryptfs encrypted, with AES-GCM and plain names: what Apptainer makes of an image where it is nobody
/// special. Done here, so that no program is ever told what opens an image.
///
/// Format: https://nuetzlich.net/gocryptfs/forward_mode_crypto
final class Gocryptfs {
    static final String CONFIG = "gocryptfs.conf";
    private static final int NONCE = 16;
    private static final int TAG = 16;
    private static final int BLOCK = 4096;
    private static final int HEADER = 18;
    private static final long MOST_MEMORY = 256L << 20;

    private final SecretKey key;

    private Gocryptfs(SecretKey key) {
        this.key = key;
    }

    /// Empty when the password is another one.
    ///
    /// @param place names it in messages
    static Optional<Gocryptfs> open(byte[] config, String password, String place) {
        var json = ImageJson.parse(config, place + ": " + CONFIG);
        var scrypt = json.path("ScryptObject");
        var flags = json.path("FeatureFlags").toString();
        long cost = scrypt.path("N").asLong(0);
        long blockSize = scrypt.path("R").asLong(0);
        long parallel = scrypt.path("P").asLong(0);
        boolean isKnown = json.path("Version").asInt(0) == 2
                && flags.contains("\"HKDF\"")
                && flags.contains("\"GCMIV128\"")
                && !flags.contains("AESSIV")
                && !flags.contains("XChaCha20Poly1305")
                && cost > 1
                && Long.bitCount(cost) == 1
                && blockSize > 0
                && parallel > 0
                && cost <= MOST_MEMORY
                && blockSize <= 64
                && parallel <= 16
                && cost * blockSize * 128 <= MOST_MEMORY;
        if (!isKnown) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED, place + ": encrypted in a way that is not known here: " + flags);
        }
        try {
            var wrapping = Scrypt.derive(
                    password.getBytes(StandardCharsets.UTF_8),
                    decoded(scrypt, "Salt"),
                    (int) cost,
                    (int) blockSize,
                    (int) parallel,
                    32);
            var master = plain(contentKey(wrapping), decoded(json, "EncryptedKey"), 0, new byte[0]);
            return Optional.of(new Gocryptfs(contentKey(master)));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TomboloException(ErrorCode.CORRUPT, place + ": its " + CONFIG + " is damaged", e);
        }
    }

    private static byte[] decoded(JsonNode node, String name) {
        return Base64.getDecoder().decode(node.path(name).asString(""));
    }

    private static SecretKey contentKey(byte[] key) throws GeneralSecurityException {
        var how = HKDFParameterSpec.ofExtract()
                .addIKM(key)
                .thenExpand("AES-GCM file content encryption".getBytes(StandardCharsets.US_ASCII), 32);
        return new SecretKeySpec(KDF.getInstance("HKDF-SHA256").deriveData(how), "AES");
    }

    private static byte[] plain(SecretKey key, byte[] block, long number, byte[] file) throws GeneralSecurityException {
        if (block.length < NONCE + TAG) {
            throw new GeneralSecurityException("too short");
        }
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, block, 0, NONCE));
        cipher.updateAAD(ByteBuffer.allocate(8).putLong(number).array());
        cipher.updateAAD(file);
        return cipher.doFinal(block, NONCE, block.length - NONCE);
    }

    /// One file, every block checked.
    void decrypt(Path encrypted, Path target, String place) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(encrypted), 1 << 17);
                var out = Files.newOutputStream(target)) {
            var header = in.readNBytes(HEADER);
            if (header.length < HEADER || header[0] != 0 || header[1] != 2) {
                throw damaged(place);
            }
            var file = java.util.Arrays.copyOfRange(header, 2, HEADER);
            long number = 0;
            for (var block = in.readNBytes(NONCE + BLOCK + TAG); block.length > 0; number++) {
                // A hole: no block of a cipher is all zeros.
                out.write(isHole(block) ? new byte[BLOCK] : plain(key, block, number, file));
                block = in.readNBytes(NONCE + BLOCK + TAG);
            }
        } catch (GeneralSecurityException e) {
            throw damaged(place);
        }
    }

    private static boolean isHole(byte[] block) {
        for (var each : block) {
            if (each != 0) {
                return false;
            }
        }
        return block.length == NONCE + BLOCK + TAG;
    }

    private static TomboloException damaged(String place) {
        return new TomboloException(ErrorCode.CORRUPT, place + ": what is encrypted in it is damaged");
    }
}
