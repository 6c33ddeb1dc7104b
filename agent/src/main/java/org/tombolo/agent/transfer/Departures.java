package org.tombolo.agent.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.tombolo.blobs.Limited;
import org.tombolo.blobs.s3.S3Bytes;
import org.tombolo.blobs.s3.S3Client;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.agent.AgentJson;

/// Takes files of a volume to an S3 server: small ones whole, large ones in parts side by side. What another agent
/// began
/// is gone on with; what fails is given up there too.
final class Departures {
    private static final long LARGE = 16L << 20;
    private static final long LEAST_PART = 16L << 20;
    private static final int MOST_PARTS = 10_000;
    private static final int AT_ONCE = 8;
    private static final String ABANDONED = ".abandoned";
    private static final int PARTS_AT_ONCE = 4;

    private final Path folder;
    private final Retry retry;
    private final Semaphore streams;
    private final AgentJson json = new AgentJson();

    Departures(Path folder, Retry retry, Semaphore streams) {
        this.folder = folder;
        this.retry = retry;
        this.streams = streams;
    }

    /// @param file as it was when it was listed
    private record Item(Path file, String bucket, String key, long size, FileTime changed) {
        String name() {
            return "s3://%s/%s".formatted(bucket, Names.printable(key));
        }

        void requireSame() throws IOException {
            if (Files.size(file) != size || !Files.getLastModifiedTime(file).equals(changed)) {
                throw new TomboloException(
                        ErrorCode.SITE_FAILED,
                        "%s: %s changed while it was sent; does something still write it?"
                                .formatted(name(), file.getFileName()));
            }
        }
    }

    /// An upload in parts that was given up while its server was away.
    private record Abandoned(String server, String bucket, String key, String upload) {}

    /// An upload in parts that has begun.
    private record Begun(String upload, long size, long changed, long partSize) {}

    /// @param key ends with `/`: a folder, into which the file or what is in the folder goes
    void send(S3Client s3, Path root, Path source, String bucket, String key, Trip trip)
            throws IOException, InterruptedException {
        var items = items(root, source, bucket, key);
        items.forEach(item -> trip.meter().expect(item.size()));
        tidy(s3, trip);
        Workers.each(items, AT_ONCE, trip, item -> send(s3, item, trip));
    }

    private static List<Item> items(Path root, Path source, String bucket, String key) throws IOException {
        if (Files.isRegularFile(source)) {
            var name = key.endsWith("/") || key.isEmpty() ? key + source.getFileName() : key;
            return List.of(item(source, bucket, name));
        }
        var prefix = key.isEmpty() || key.endsWith("/") ? key : key + "/";
        var items = new ArrayList<Item>();
        collect(root.toRealPath(), source, source, bucket, prefix, items);
        return items;
    }

    private static void collect(Path root, Path source, Path folder, String bucket, String prefix, List<Item> into)
            throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var each : entries) {
                var real = each.toRealPath();
                if (!real.startsWith(root) || (Files.isSymbolicLink(each) && Files.isDirectory(real))) {
                    throw Places.leaves(source.relativize(each).toString());
                }
                if (Files.isDirectory(real)) {
                    collect(root, source, each, bucket, prefix, into);
                } else if (Files.isRegularFile(real)) {
                    into.add(item(each, bucket, prefix + source.relativize(each)));
                }
            }
        }
    }

    private static Item item(Path file, String bucket, String key) throws IOException {
        return new Item(file, bucket, key, Files.size(file), Files.getLastModifiedTime(file));
    }

    private void send(S3Client s3, Item item, Trip trip) throws IOException, InterruptedException {
        if (item.size() > LARGE) {
            sendParts(s3, item, trip);
        } else {
            retry.of(item.name(), trip, () -> {
                streams.acquire();
                try {
                    s3.put(item.bucket(), item.key(), bytes(item, 0, item.size()));
                    trip.hear();
                    return true;
                } finally {
                    streams.release();
                }
            });
            item.requireSame();
            trip.meter().moved(item.size());
        }
    }

    private void sendParts(S3Client s3, Item item, Trip trip) throws IOException, InterruptedException {
        var notes = folder.resolve(Cache.key(List.of(trip.label(), item.name())) + ".upload");
        var begun = begun(notes, item);
        boolean goesOn = begun.isPresent();
        var upload = goesOn ? begun.get() : begin(s3, item, notes, trip);
        boolean whole = false;
        boolean closing = false;
        try {
            sendParts(s3, item, upload, goesOn, trip);
            whole = true;
        } catch (InterruptedException e) {
            closing = !trip.isOver();
            throw e;
        } finally {
            if (!whole && !closing && !abort(s3, item.bucket(), item.key(), upload.upload())) {
                keep(new Abandoned(s3.root(), item.bucket(), item.key(), upload.upload()));
            }
            if (!closing) {
                Files.deleteIfExists(notes);
            }
        }
    }

    private Optional<Begun> begun(Path notes, Item item) throws IOException {
        if (!Files.exists(notes)) {
            return Optional.empty();
        }
        return Optional.of(json.read(Files.readAllBytes(notes), Begun.class, notes.toString()))
                .filter(each -> each.size() == item.size()
                        && each.changed() == item.changed().toMillis());
    }

    private Begun begin(S3Client s3, Item item, Path notes, Trip trip) throws IOException, InterruptedException {
        long parts = Math.max(1, (item.size() + MOST_PARTS - 1) / MOST_PARTS);
        long size = Math.max(LEAST_PART, (parts + (1 << 20) - 1) >> 20 << 20);
        var id = retry.of(item.name(), trip, () -> s3.begin(item.bucket(), item.key()));
        trip.hear();
        var begun = new Begun(id, item.size(), item.changed().toMillis(), size);
        write(notes, begun);
        return begun;
    }

    private void write(Path file, Record what) throws IOException {
        var beside = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(beside, json.write(what));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void sendParts(S3Client s3, Item item, Begun upload, boolean goesOn, Trip trip)
            throws IOException, InterruptedException {
        int count = (int) ((item.size() + upload.partSize() - 1) / upload.partSize());
        var tags = new ArrayList<String>(Collections.nCopies(count, ""));
        if (goesOn) {
            retry.of(item.name(), trip, () -> s3.parts(item.bucket(), item.key(), upload.upload()))
                    .forEach((number, part) -> {
                        if (number >= 1 && number <= count && part.size() == length(item, upload, number)) {
                            tags.set(number - 1, part.tag());
                            trip.meter().moved(part.size());
                        }
                    });
        }
        var left = IntStream.rangeClosed(1, count)
                .filter(number -> tags.get(number - 1).isEmpty())
                .boxed()
                .toList();
        Workers.each(left, PARTS_AT_ONCE, trip, number -> {
            var tag = part(s3, item, upload, number, trip);
            synchronized (tags) {
                tags.set(number - 1, tag);
            }
            trip.meter().moved(length(item, upload, number));
        });
        item.requireSame();
        retry.of(item.name(), trip, () -> {
            s3.complete(item.bucket(), item.key(), upload.upload(), tags);
            return true;
        });
    }

    private static long length(Item item, Begun upload, int number) {
        long from = (number - 1) * upload.partSize();
        return Math.min(item.size() - from, upload.partSize());
    }

    private String part(S3Client s3, Item item, Begun upload, int number, Trip trip) throws InterruptedException {
        long from = (number - 1) * upload.partSize();
        return retry.of(item.name(), trip, () -> {
            streams.acquire();
            try {
                item.requireSame();
                var tag = s3.part(
                        item.bucket(),
                        item.key(),
                        upload.upload(),
                        number,
                        bytes(item, from, length(item, upload, number)));
                trip.hear();
                return tag;
            } finally {
                streams.release();
            }
        });
    }

    /// @return whether nothing of it is left at the server; the failure that brought us here is what is told
    private static boolean abort(S3Client s3, String bucket, String key, String upload) throws InterruptedException {
        try {
            s3.abort(bucket, key, upload);
            return true;
        } catch (IOException | UncheckedIOException | TomboloException e) {
            return false;
        }
    }

    private void keep(Abandoned upload) throws IOException {
        write(folder.resolve(Cache.key(List.of(upload.server(), upload.upload())) + ABANDONED), upload);
    }

    /// Whoever comes back to a server takes away what was left there while it was away.
    private void tidy(S3Client s3, Trip trip) throws IOException, InterruptedException {
        try (var left = Files.newDirectoryStream(folder, "*" + ABANDONED)) {
            for (var file : left) {
                trip.check();
                var upload = json.read(Files.readAllBytes(file), Abandoned.class, file.toString());
                if (upload.server().equals(s3.root()) && abort(s3, upload.bucket(), upload.key(), upload.upload())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // another transfer was quicker
        }
    }

    private static S3Bytes bytes(Item item, long from, long length) {
        return new S3Bytes() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                var channel = FileChannel.open(item.file(), StandardOpenOption.READ);
                channel.position(from);
                return new Limited(Channels.newInputStream(channel), length);
            }
        };
    }
}
