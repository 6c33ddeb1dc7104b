package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tombolo.agent.files.Trees;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageReference;
import org.tombolo.model.work.Progress;

/// The images of this machine, each once, by digest. What is there is whole; what is being made has another name.
public final class Images {
    /// Partial parts that nobody came back for.
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final String CONFIG = "config.json";
    /// Beside images that everybody may fetch.
    private static final String OPEN = "open";

    private final Path store;
    private final Path parts;
    private final Path local;
    private final Clock clock;
    private final Platform platform;
    private final Map<Digest, Pulling> pulling = new ConcurrentHashMap<>();

    /// Who fetches an image, and whoever waits for it.
    private static final class Pulling {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Pull first;
    }

    /// @param folder nobody else writes there
    public Images(Path folder, Clock clock) {
        this(folder, clock, Platform.ofThisMachine());
    }

    Images(Path folder, Clock clock, Platform platform) {
        store = folder.resolve("store");
        parts = folder.resolve("parts");
        local = folder.resolve("local");
        this.clock = clock;
        this.platform = platform;
    }

    /// Deletes what was left half. Before anything else.
    public void open() throws IOException {
        if (!Files.isDirectory(store)) {
            return;
        }
        try (var all = Files.newDirectoryStream(store, "*.new")) {
            for (var each : all) {
                Trees.delete(each);
            }
        }
        try (var all = Files.newDirectoryStream(parts)) {
            for (var each : all) {
                if (Files.getLastModifiedTime(each)
                        .toInstant()
                        .isBefore(clock.instant().minus(FORGOTTEN))) {
                    Trees.delete(each);
                }
            }
        }
    }

    /// The image, unpacked; fetched where it is not here yet. Blocks, however long that takes; others who want the
    /// same wait for it.
    ///
    /// @param pinned what the run means by the reference; empty: what it means now
    public Image fetch(ImageReference reference, Optional<Digest> pinned, Optional<Credentials> credentials, Pull pull)
            throws IOException, InterruptedException {
        if (pinned.isPresent() && Files.isDirectory(place(pinned.get()))) {
            pull.say("%s is %s for this run, and on this machine".formatted(reference.text(), pinned.get()));
            return stored(pinned.get());
        }
        for (var folder : new Path[] {store, parts, local}) {
            Files.createDirectories(folder);
        }
        return switch (reference) {
            case ImageReference.Local(var path) -> folder(reference, Path.of(path));
            case ImageReference.Archive archive -> {
                try (var source = new ArchiveFile(archive, parts)) {
                    yield fetch(reference, source, pinned, true, pull);
                }
            }
            case ImageReference.Registry registry -> {
                if (registry.sif()) {
                    throw new TomboloException(
                            ErrorCode.UNSUPPORTED,
                            "%s: SIF images are not run here yet: name the image as docker://"
                                    .formatted(reference.text()));
                }
                if (isOpen(registry.digest())) {
                    yield stored(registry.digest().orElseThrow());
                }
                try (var source = new Registry(registry, credentials)) {
                    yield fetch(reference, source, pinned, credentials.isEmpty(), pull);
                }
            }
        };
    }

    private Image fetch(ImageReference reference, Source source, Optional<Digest> pinned, boolean isOpen, Pull pull)
            throws IOException, InterruptedException {
        var fetching = new Fetching(reference, source, parts, platform, pull);
        var wanted = reference instanceof ImageReference.Registry registry ? pinned.or(registry::digest) : pinned;
        var named = fetching.named(wanted);
        var digest = Sha256.of(named);
        pull.say("%s is %s".formatted(reference.text(), digest));
        var same = pulling.computeIfAbsent(digest, _ -> new Pulling());
        pull.step(Progress.Step.FETCHES_IMAGE);
        pull.waitsFor(same.first);
        same.lock.lockInterruptibly();
        try {
            pull.waitsFor(null);
            same.first = pull;
            if (Files.isDirectory(place(digest))) {
                pull.say("it is on this machine");
            } else {
                var fresh = place(digest).resolveSibling(digest.hex() + ".new");
                Trees.delete(fresh);
                try {
                    Files.createDirectories(fresh.resolve("root"));
                    var config = fetching.into(named, fresh.resolve("root"));
                    Files.write(fresh.resolve(CONFIG), config);
                    if (isOpen) {
                        Files.createFile(fresh.resolve(OPEN));
                    }
                    Files.writeString(fresh.resolve("reference"), reference.text() + "\n", StandardCharsets.UTF_8);
                    Files.move(fresh, place(digest), StandardCopyOption.ATOMIC_MOVE);
                    pull.say("unpacked");
                } finally {
                    Trees.delete(fresh);
                }
            }
        } finally {
            same.first = null;
            same.lock.unlock();
        }
        return stored(digest);
    }

    /// Whether a digest that a person wrote is here and was open to everybody.
    private boolean isOpen(Optional<Digest> digest) {
        return digest.filter(each -> Files.exists(place(each).resolve(OPEN))).isPresent();
    }

    private Path place(Digest digest) {
        return store.resolve(digest.hex());
    }

    private Image stored(Digest digest) throws IOException {
        var config = ImageJson.parse(Files.readAllBytes(place(digest).resolve(CONFIG)), "config of " + digest);
        return new Image(Optional.of(digest), place(digest).resolve("root"), ImageJson.config(config));
    }

    /// A folder is used where it is, through a link whose name cannot confuse anybody.
    private Image folder(ImageReference reference, Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED,
                    "%s is a file: SIF files are not run here yet; a folder with an unpacked root file system is"
                            .formatted(reference.text()));
        }
        if (!Files.isDirectory(path)) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND, "%s: no such folder on this machine".formatted(reference.text()));
        }
        var link = local.resolve(
                Sha256.of(path.toString().getBytes(StandardCharsets.UTF_8)).hex());
        if (!Files.isSymbolicLink(link)) {
            var fresh = local.resolve(
                    link.getFileName() + "." + Thread.currentThread().threadId());
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, path);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Image(Optional.empty(), link, org.tombolo.model.image.ImageConfig.NONE);
    }
}
