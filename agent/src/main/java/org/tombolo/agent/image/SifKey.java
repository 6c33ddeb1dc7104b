package org.tombolo.agent.image;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretValue;

/// The password of an encrypted image: the passphrase, or what only the holder of a private RSA key can read in the
/// image's own message (RSA-OAEP with SHA-256).
final class SifKey {
    private static final Pattern BLOCK =
            Pattern.compile("(?s)-----BEGIN (?<kind>[A-Z ]+)-----(?<body>[A-Za-z0-9+/=\\s]+)-----END \\k<kind>-----");
    /// PKCS #8 around the RSA key of PKCS #1 whose length follows.
    private static final String RSA = "020100300d06092a864886f70d0101010500";

    private SifKey() {}

    static Optional<String> password(SecretValue.DecryptionSif secret, Optional<byte[]> message, String place) {
        if (secret.pem().isEmpty()) {
            return message.isPresent() ? Optional.empty() : secret.passphrase();
        }
        if (message.isEmpty()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    place + " is encrypted with a passphrase, and image.decryption-secret holds a key (pem)");
        }
        try {
            var wrapped = octets(body(new String(message.get(), StandardCharsets.US_ASCII), place));
            var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    key(secret.pem().get(), place),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            return Optional.of(new String(cipher.doFinal(wrapped), StandardCharsets.UTF_8));
        } catch (javax.crypto.BadPaddingException | javax.crypto.IllegalBlockSizeException e) {
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Not as its cause: that one may show a piece of the key.
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, place + ": image.decryption-secret: expected an RSA private key as PEM");
        }
    }

    private static PrivateKey key(String pem, String place) throws GeneralSecurityException {
        var bytes = body(pem, place);
        boolean isBare = pem.contains("BEGIN RSA PRIVATE KEY");
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(isBare ? wrapped(bytes) : bytes));
    }

    private static byte[] wrapped(byte[] key) {
        var inner = RSA + der("04", HexFormat.of().formatHex(key));
        return HexFormat.of().parseHex(der("30", inner));
    }

    private static String der(String tag, String content) {
        int length = content.length() / 2;
        var size = length < 128
                ? "%02x".formatted(length)
                : length < 256 ? "81%02x".formatted(length) : "82%04x".formatted(length);
        return tag + size + content;
    }

    private static byte[] body(String pem, String place) {
        var block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new TomboloException(ErrorCode.BAD_INPUT, place + ": image.decryption-secret: expected PEM");
        }
        return Base64.getMimeDecoder().decode(block.group("body"));
    }

    /// Of a DER octet string, as which the message is written.
    private static byte[] octets(byte[] der) {
        int lengths = (der[1] & 0x80) == 0 ? 0 : der[1] & 0x7f;
        return java.util.Arrays.copyOfRange(der, 2 + lengths, der.length);
    }
}
