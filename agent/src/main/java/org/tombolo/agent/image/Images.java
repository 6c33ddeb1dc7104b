package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tombolo.agent.files.Trees;
import org.tombolo.blobs.Blobs;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.image.ImageConfig;
import org.tombolo.model.image.ImageReference;
import org.tombolo.model.work.Progress;

/// The images of this machine, each once, by digest. What is there is whole; what is being made has another name.
public final class Images {
    /// Partial parts that nobody came back for.
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    /// An image is kept so long at least: whoever has just found it must have the time to use it.
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final String NEW = ".new";
    private static final String CONFIG = "config.json";
    private static final String UNTIL = "until";
    /// Beside images that everybody may fetch.
    private static final String OPEN = "open";

    private final Path store;
    private final Blobs blobs;
    private final Path parts;
    private final Path local;
    private final Answers answers;
    private final Clock clock;
    private final Platform platform;
    private final Map<String, Pulling> pulling = new ConcurrentHashMap<>();

    /// Who fetches an image, and whoever waits for it.
    private static final class Pulling {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Pull first;
    }

    /// @param folder nobody else writes there
    /// @param blobs  where built images are
    public Images(Path folder, Blobs blobs, Clock clock) {
        this(folder, blobs, clock, Platform.ofThisMachine());
    }

    Images(Path folder, Blobs blobs, Clock clock, Platform platform) {
        this.blobs = blobs;
        store = folder.resolve("store");
        parts = folder.resolve("parts");
        local = folder.resolve("local");
        answers = new Answers(folder.resolve("answers"), clock);
        this.clock = clock;
        this.platform = platform;
    }

    /// Deletes what was left half. Before anything else.
    public void open() throws IOException {
        if (!Files.isDirectory(store)) {
            return;
        }
        try (var all = Files.newDirectoryStream(store, "*" + NEW)) {
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
    public Image fetch(ImageReference reference, Wish wish, Optional<Credentials> credentials, Pull pull)
            throws IOException, InterruptedException {
        for (var folder : new Path[] {store, parts, local}) {
            Files.createDirectories(folder);
        }
        var here = here(reference, wish, pull);
        if (here.isPresent()) {
            return here.get();
        }
        return switch (reference) {
            case ImageReference.Local(var path)
            when Files.isRegularFile(Path.of(path)) -> file(reference, Path.of(path), wish, pull);
            case ImageReference.Local(var path) -> folder(reference, Path.of(path));
            case ImageReference.Archive archive -> {
                try (var source = new ArchiveFile(archive, parts)) {
                    yield fetch(reference, source, wish, true, pull);
                }
            }
            case ImageReference.Kept(var archive) -> fetchKept(reference, archive, wish, pull);
            case ImageReference.Registry registry -> {
                try (var source = new Registry(registry, credentials)) {
                    yield fetch(reference, source, wish, credentials.isEmpty(), pull);
                }
            }
        };
    }

    private Image fetchKept(ImageReference reference, Digest archive, Wish wish, Pull pull)
            throws IOException, InterruptedException {
        if (!blobs.has(archive)) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND,
                    "%s: the factory has no such archive: build the image again (tombolo image build)"
                            .formatted(reference.text()));
        }
        var file = Files.createTempFile(parts, "archive", ".tar");
        try {
            try (var in = blobs.open(archive)) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            var whole = new ImageReference.Archive(false, file.toString(), Optional.empty());
            try (var source = new ArchiveFile(whole, parts)) {
                return fetch(reference, source, wish, true, pull);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// What need not be asked for: the run or the reference names its digest, or its last answer may serve.
    private Optional<Image> here(ImageReference reference, Wish wish, Pull pull)
            throws IOException, InterruptedException {
        if (wish.pinned().isPresent()) {
            pull.say("%s is %s for this run"
                    .formatted(reference.text(), wish.pinned().get()));
            return stored(reference, wish.pinned().get(), wish, pull);
        }
        if (wish.alone().isEmpty()
                && reference instanceof ImageReference.Registry registry
                && isOpen(registry.digest())) {
            return stored(reference, registry.digest().orElseThrow(), wish, pull);
        }
        if (wish.once()) {
            var known = answers.find(reference, wish.owner(), wish.life());
            if (known.isPresent()) {
                pull.say("%s was %s when it was last asked for".formatted(reference.text(), known.get()));
                return stored(reference, known.get(), wish, pull);
            }
        }
        return Optional.empty();
    }

    private Image fetch(ImageReference reference, Source source, Wish wish, boolean isOpen, Pull pull)
            throws IOException, InterruptedException {
        var fetching = new Fetching(reference, source, parts, platform, pull);
        var wanted = reference instanceof ImageReference.Registry registry
                ? wish.pinned().or(registry::digest)
                : wish.pinned();
        var named = fetching.named(wanted);
        var digest = Sha256.of(named);
        pull.say("%s is %s".formatted(reference.text(), digest));
        pull.step(Progress.Step.FETCHES_IMAGE);
        var image = alone(wish.place(digest), pull, () -> {
            if (Files.isDirectory(store.resolve(wish.place(digest)))) {
                pull.say("it is on this machine");
            } else {
                make(
                        reference,
                        wish.place(digest),
                        isOpen,
                        fresh -> isSif(reference)
                                ? fetching.sif(named, file -> unpacked(reference, file, fresh, wish))
                                : fetching.into(named, fresh.resolve("root")));
                pull.say("unpacked");
            }
            return kept(reference, digest, wish);
        });
        if (wish.pinned().isEmpty()) {
            answers.put(reference, wish.owner(), digest);
        }
        return image;
    }

    private static boolean isSif(ImageReference reference) {
        return reference instanceof ImageReference.Registry registry && registry.sif();
    }

    private byte[] unpacked(ImageReference reference, Path sif, Path image, Wish wish)
            throws IOException, InterruptedException {
        var scratch = parts.resolve(String.valueOf(image.getFileName()));
        return new SifImage(SifFile.read(sif, reference.text()), scratch, reference.text())
                .into(image, platform, wish.decryption());
    }

    /// A SIF file of this machine: pinned by the digest of its bytes.
    private Image file(ImageReference reference, Path file, Wish wish, Pull pull)
            throws IOException, InterruptedException {
        Digest digest;
        try (var in = Files.newInputStream(file)) {
            digest = Sha256.of(in);
        }
        if (!SifFile.isOne(file)) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED,
                    "%s is neither a folder nor a SIF file: write oci-archive: or docker-archive: before an archive"
                            .formatted(reference.text()));
        }
        if (wish.pinned().filter(meant -> !meant.equals(digest)).isPresent()) {
            throw new TomboloException(
                    ErrorCode.CORRUPT,
                    "%s is %s for this run, and the file has another content now: %s"
                            .formatted(reference.text(), wish.pinned().get(), digest));
        }
        pull.say("%s is %s".formatted(reference.text(), digest));
        pull.step(Progress.Step.UNPACKS_IMAGE);
        return alone(wish.place(digest), pull, () -> {
            if (Files.isDirectory(store.resolve(wish.place(digest)))) {
                pull.say("it is on this machine");
            } else {
                make(reference, wish.place(digest), false, fresh -> unpacked(reference, file, fresh, wish));
                pull.say("unpacked");
            }
            return kept(reference, digest, wish);
        });
    }

    private interface Filling {
        /// Answers the image's configuration.
        byte[] of(Path image) throws IOException, InterruptedException;
    }

    private void make(ImageReference reference, String place, boolean isOpen, Filling filling)
            throws IOException, InterruptedException {
        var fresh = store.resolve(place + NEW);
        Trees.delete(fresh);
        try {
            Files.createDirectories(fresh.resolve("root"));
            Files.write(fresh.resolve(CONFIG), filling.of(fresh));
            if (isOpen) {
                Files.createFile(fresh.resolve(OPEN));
            }
            Files.writeString(fresh.resolve("reference"), reference.text() + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, store.resolve(place), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(fresh);
        }
    }

    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /// One at a time for each place.
    private <T> T alone(String place, Pull pull, Work<T> work) throws IOException, InterruptedException {
        var same = pulling.computeIfAbsent(place, _ -> new Pulling());
        pull.waitsFor(same.first);
        same.lock.lockInterruptibly();
        try {
            pull.waitsFor(null);
            same.first = pull;
            return work.run();
        } finally {
            same.first = null;
            same.lock.unlock();
        }
    }

    /// Whether a digest that a person wrote is here and was open to everybody.
    private boolean isOpen(Optional<Digest> digest) {
        return digest.filter(each -> Files.exists(store.resolve(each.hex()).resolve(OPEN)))
                .isPresent();
    }

    private Optional<Image> stored(ImageReference reference, Digest digest, Wish wish, Pull pull)
            throws IOException, InterruptedException {
        return alone(wish.place(digest), pull, () -> {
            if (!Files.isDirectory(store.resolve(wish.place(digest)))) {
                return Optional.empty();
            }
            pull.say("it is on this machine");
            return Optional.of(kept(reference, digest, wish));
        });
    }

    /// An image that is here, from now on kept as long as its user says.
    private Image kept(ImageReference reference, Digest digest, Wish wish) throws IOException {
        var place = store.resolve(wish.place(digest));
        SifImage.check(place, wish.decryption(), reference.text());
        var until = clock.instant().plus(wish.life().compareTo(SHORTEST) < 0 ? SHORTEST : wish.life());
        if (until(place).isBefore(until)) {
            var fresh = place.resolve(UNTIL + NEW);
            Files.writeString(fresh, until + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, place.resolve(UNTIL), StandardCopyOption.ATOMIC_MOVE);
        }
        var config = ImageJson.parse(Files.readAllBytes(place.resolve(CONFIG)), "config of " + digest);
        return new Image(Optional.of(digest), place.resolve("root"), ImageJson.config(config));
    }

    private static Instant until(Path place) throws IOException {
        try {
            return Instant.parse(Files.readString(place.resolve(UNTIL)).strip());
        } catch (NoSuchFileException | DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /// Deletes images that nobody has used for as long as their users wanted them kept, and those of runs that left.
    ///
    /// @param used what attempts on this machine have as their image
    /// @param runs that have attempts on this machine
    public void sweep(Set<Digest> used, Set<RunId> runs) throws IOException, InterruptedException {
        answers.sweep(Wish.LIFE);
        if (!Files.isDirectory(store)) {
            return;
        }
        try (var all = Files.newDirectoryStream(store, each -> !each.toString().endsWith(NEW))) {
            for (var each : all) {
                var name = String.valueOf(each.getFileName());
                int dot = name.indexOf(Wish.OF_RUN);
                boolean isUsed = dot < 0
                        ? used.contains(new Digest("sha256:" + name))
                        : runs.contains(new RunId(name.substring(dot + Wish.OF_RUN.length())));
                if (!isUsed) {
                    remove(name, dot >= 0);
                }
            }
        }
    }

    private void remove(String place, boolean atOnce) throws IOException, InterruptedException {
        var gone = store.resolve(place + NEW);
        boolean removed = alone(place, new Pull(), () -> {
            if (!atOnce && until(store.resolve(place)).isAfter(clock.instant())) {
                return false;
            }
            Trees.delete(gone);
            Files.move(store.resolve(place), gone, StandardCopyOption.ATOMIC_MOVE);
            return true;
        });
        if (removed) {
            Trees.delete(gone);
        }
    }

    /// A folder is used where it is, through a link whose name cannot confuse anybody.
    private Image folder(ImageReference reference, Path path) throws IOException {
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
        return new Image(Optional.empty(), link, ofFolder(path));
    }

    /// One that Apptainer unpacked says what it starts.
    private static ImageConfig ofFolder(Path path) {
        return Files.isRegularFile(path.resolve(SifImage.RUNSCRIPT))
                ? ImageConfig.NONE.starting("/" + SifImage.RUNSCRIPT)
                : ImageConfig.NONE;
    }
}
