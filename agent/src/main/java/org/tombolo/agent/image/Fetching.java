package org.tombolo.agent.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.tombolo.agent.files.Trees;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;
import org.tombolo.model.work.Progress;

/// One image on its way: its documents, then its parts, each checked, then unpacked. A part that breaks off is gone on
/// with where it stopped, by a later agent too.
final class Fetching {
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_CONFIG = 4 << 20;
    /// In the media type of a layer that is a SIF file.
    private static final String SIF = ".sif.";

    private final ImageReference reference;
    private final Source source;
    private final Path store;
    private final Platform platform;
    private final Pull pull;

    /// @param store what an image needs while it is made: a folder for each
    Fetching(ImageReference reference, Source source, Path store, Platform platform, Pull pull) {
        this.reference = reference;
        this.source = source;
        this.store = store;
        this.platform = platform;
        this.pull = pull;
    }

    /// The document that the reference means.
    byte[] named(Optional<Digest> wanted) throws IOException, InterruptedException {
        var bytes = again(() -> wanted.isPresent() ? source.manifest(wanted.get()) : source.named());
        if (wanted.isPresent()) {
            check(wanted.get(), Sha256.of(bytes), "manifest");
        }
        return bytes;
    }

    interface Opening<T> {
        T of(Path file) throws IOException, InterruptedException;
    }

    /// What becomes of the one SIF file that the image is.
    <T> T sif(byte[] named, Opening<T> opening) throws IOException, InterruptedException {
        var layers = ImageJson.manifest(ImageJson.parse(named, reference.text()), reference.text())
                .layers();
        if (layers.size() != 1 || !layers.getFirst().type().contains(SIF)) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED,
                    "%s is no single SIF file: if it is an image of layers, write docker://"
                            .formatted(reference.text()));
        }
        var parts = store.resolve(Sha256.of(named).hex());
        Files.createDirectories(parts);
        pull.total(layers.getFirst().size());
        var file = part(layers.getFirst(), parts);
        pull.step(Progress.Step.UNPACKS_IMAGE);
        pull.say("fetched: %d bytes".formatted(layers.getFirst().size()));
        var done = opening.of(file);
        Trees.delete(parts);
        return done;
    }

    /// Everything into `root`. Answers the image's configuration.
    byte[] into(byte[] named, Path root) throws IOException, InterruptedException {
        var document = ImageJson.parse(named, reference.text());
        if (ImageJson.isIndex(document)) {
            var digest = ImageJson.forMachine(document, platform, reference.text());
            var bytes = again(() -> source.manifest(digest));
            check(digest, Sha256.of(bytes), "manifest");
            document = ImageJson.parse(bytes, reference.text());
        }
        var parts = store.resolve(Sha256.of(named).hex());
        Files.createDirectories(parts);
        var manifest = ImageJson.manifest(document, reference.text());
        if (manifest.layers().stream().anyMatch(layer -> layer.type().contains(SIF))) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED, "%s is one SIF file: write oras://".formatted(reference.text()));
        }
        if (manifest.config().size() > MOST_CONFIG) {
            throw new TomboloException(
                    ErrorCode.CORRUPT, reference.text() + ": its configuration is larger than 4 MiB");
        }
        pull.total(manifest.size());
        var config = Files.readAllBytes(part(manifest.config(), parts));
        var made = ImageJson.platform(ImageJson.parse(config, reference.text()));
        if (made.isPresent() && !made.get().equals(platform)) {
            throw ImageJson.otherMachine(reference.text(), made.get().toString(), platform);
        }
        var files = new ArrayList<Path>();
        for (var layer : manifest.layers()) {
            files.add(part(layer, parts));
        }
        pull.step(Progress.Step.UNPACKS_IMAGE);
        pull.say("fetched: %d bytes in %d parts"
                .formatted(manifest.size(), manifest.layers().size() + 1));
        var unpacking = new Unpacking(root);
        for (var file : files) {
            try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                unpacking.layer(in);
            }
        }
        unpacking.finish();
        Trees.delete(parts);
        return config;
    }

    /// The whole part, checked.
    private Path part(Descriptor part, Path parts) throws IOException, InterruptedException {
        var whole = parts.resolve(part.digest().hex());
        if (Files.exists(whole)) {
            pull.add(part.size());
            return whole;
        }
        var partial = parts.resolve(part.digest().hex() + ".part");
        again(() -> {
            download(part, partial);
            return partial;
        });
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        return whole;
    }

    private void download(Descriptor part, Path partial) throws IOException, InterruptedException {
        var sum = Sha256.begun();
        long have = Files.exists(partial) ? Files.size(partial) : 0;
        if (have >= part.size()) {
            have = 0;
        }
        var opened = source.open(part, have);
        if (opened.from() == 0) {
            Files.deleteIfExists(partial);
        } else {
            try (var in = Files.newInputStream(partial)) {
                Sha256.add(sum, in);
            }
        }
        long before = pull.done();
        pull.add(opened.from());
        long written = opened.from();
        try (var in = new Stalling(opened.bytes());
                var out = Files.newOutputStream(partial, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            written += copy(in, out, sum, part.size() - opened.from());
        } catch (IOException | RuntimeException e) {
            pull.add(before - pull.done());
            throw e;
        }
        if (written < part.size()) {
            pull.add(before - pull.done());
            throw new IOException("it broke off after %d of %d bytes".formatted(written, part.size()));
        }
        var found = Sha256.ended(sum);
        if (!found.equals(part.digest())) {
            Files.deleteIfExists(partial);
            pull.add(before - pull.done());
        }
        check(part.digest(), found, "part");
    }

    private long copy(InputStream in, java.io.OutputStream out, MessageDigest sum, long most) throws IOException {
        var buffer = new byte[1 << 17];
        long written = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            written += n;
            if (written > most) {
                throw new TomboloException(
                        ErrorCode.CORRUPT, "%s: more bytes came than the manifest names".formatted(reference.text()));
            }
            out.write(buffer, 0, n);
            sum.update(buffer, 0, n);
            pull.add(n);
        }
        return written;
    }

    private void check(Digest expected, Digest found, String what) {
        if (!found.equals(expected)) {
            throw new TomboloException(
                    ErrorCode.CORRUPT,
                    "%s: a %s should have the digest %s and has %s: where it comes from, or the way, is damaged"
                            .formatted(reference.text(), what, expected, found));
        }
    }

    private interface Try<T> {
        T run() throws IOException, InterruptedException;
    }

    /// What may pass is tried again, a little later each time.
    private <T> T again(Try<T> what) throws InterruptedException {
        long pause = PAUSE.toMillis();
        for (int tried = 1; ; tried++) {
            String why;
            try {
                return what.run();
            } catch (IOException e) {
                why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            } catch (TomboloException e) {
                if (e.code() != ErrorCode.SITE_FAILED && e.code() != ErrorCode.UNREACHABLE) {
                    throw e;
                }
                why = String.valueOf(e.getMessage());
            }
            pull.say("try %d of %d failed: %s".formatted(tried, TRIES, why));
            if (tried == TRIES) {
                throw new TomboloException(
                        ErrorCode.UNREACHABLE,
                        "%s: not fetched after %d tries: %s".formatted(reference.text(), TRIES, why));
            }
            Thread.sleep(pause);
            pause *= 2;
        }
    }
}
