package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tombolo.agent.files.Trees;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.SecretValue;

/// Makes an unpacked image of a SIF file, so that every runtime runs it. What was encrypted lies open in the agent's
/// folder then, and what opened it is asked for again before anybody else gets it.
final class SifImage {
    /// Beside an image that was encrypted: gocryptfs's configuration, by which the secret is checked.
    private static final String SEALED = "sealed";
    /// Its key, wrapped for the holder of a private key.
    private static final String MESSAGE = "sealed.message";
    static final String RUNSCRIPT = ".singularity.d/runscript";
    /// In a run script that Apptainer wrote itself: it does what the image's OCI configuration says.
    private static final String OF_OCI = "OCI_ENTRYPOINT=";

    private final SifFile sif;
    private final Path scratch;
    private final String place;

    /// @param scratch a folder of its own, made and deleted here
    /// @param place   names it in messages
    SifImage(SifFile sif, Path scratch, String place) {
        this.sif = sif;
        this.scratch = scratch;
        this.place = place;
    }

    /// Everything into `image`. Answers its configuration.
    byte[] into(Path image, Platform platform, Optional<SecretValue.DecryptionSif> secret)
            throws IOException, InterruptedException {
        if (sif.machine().isPresent() && !sif.machine().get().equals(platform)) {
            throw ImageJson.otherMachine(place, sif.machine().get().toString(), platform);
        }
        var root = image.resolve("root");
        switch (sif.kind()) {
            case SQUASHFS -> Squash.unpack(sif.file(), sif.offset(), root, place);
            case GOCRYPTFS -> decrypted(image, root, secret);
            case LUKS ->
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED,
                        place + " is encrypted by the kernel's device mapper, which nobody but root can open:"
                                + " build it again as an ordinary user, where Apptainer takes gocryptfs");
            case OTHER ->
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED, place + ": its root file system is no squashfs: build it again");
        }
        return ImageJson.ofSif(platform, settings(root));
    }

    /// What Apptainer found in the OCI image that it was made of, and what it starts.
    private ImageJson.Settings settings(Path root) throws IOException {
        var oci = Optional.ofNullable(sif.objects().get("oci-config.json"));
        var script = root.resolve(RUNSCRIPT);
        boolean isOwn = Files.isRegularFile(script)
                && !(oci.isPresent()
                        && Files.readString(script, StandardCharsets.ISO_8859_1).contains(OF_OCI));
        return new ImageJson.Settings(oci, isOwn ? Optional.of("/" + RUNSCRIPT) : Optional.empty());
    }

    private void decrypted(Path image, Path root, Optional<SecretValue.DecryptionSif> secret)
            throws IOException, InterruptedException {
        var cipher = scratch.resolve("cipher");
        var plain = scratch.resolve("plain");
        Trees.delete(scratch);
        try {
            Files.createDirectories(cipher);
            Squash.unpack(sif.file(), sif.offset(), cipher, place);
            var config = Files.readAllBytes(cipher.resolve(Gocryptfs.CONFIG));
            var opened = open(config, sif.message(), secret, place);
            try (var files = Files.newDirectoryStream(cipher, each -> !each.endsWith(Gocryptfs.CONFIG))) {
                for (var each : files) {
                    opened.decrypt(each, plain, place);
                }
            }
            Trees.delete(cipher);
            Squash.unpack(plain, 0, root, place);
            Files.write(image.resolve(SEALED), config);
            if (sif.message().isPresent()) {
                Files.write(image.resolve(MESSAGE), sif.message().get());
            }
        } finally {
            Trees.delete(scratch);
        }
    }

    private static Gocryptfs open(
            byte[] config, Optional<byte[]> message, Optional<SecretValue.DecryptionSif> secret, String place) {
        if (secret.isEmpty()) {
            throw new TomboloException(
                    ErrorCode.UNAUTHENTICATED,
                    place + " is encrypted: name a secret of type decryption-sif in image.decryption-secret");
        }
        return SifKey.password(secret.get(), message, place)
                .flatMap(password -> Gocryptfs.open(config, password, place))
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.FORBIDDEN, place + ": image.decryption-secret does not open it: check the secret"));
    }

    /// Whoever wants an image that is here has to be able to open it, too.
    static void check(Path image, Optional<SecretValue.DecryptionSif> secret, String place) throws IOException {
        if (Files.exists(image.resolve(SEALED))) {
            var message = image.resolve(MESSAGE);
            open(
                    Files.readAllBytes(image.resolve(SEALED)),
                    Files.exists(message) ? Optional.of(Files.readAllBytes(message)) : Optional.empty(),
                    secret,
                    place);
        }
    }
}
