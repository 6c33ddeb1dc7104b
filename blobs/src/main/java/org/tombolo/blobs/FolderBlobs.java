package org.tombolo.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Objects as files `ROOT/ab/cdef...`, named by their SHA-256. A file appears under its name only when it is whole and
/// flushed: written beside as `ROOT/tmp/*`, then renamed. What a crash leaves in `tmp` is swept when the store is
/// opened.
public final class FolderBlobs implements Blobs {
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern REST = Pattern.compile("[0-9a-f]{62}");
    /// Longer than anybody takes to put one object.
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path root;
    private final Path temporary;
    private final Clock clock;

    public FolderBlobs(Path root, Clock clock) {
        this.root = root;
        this.temporary = root.resolve("tmp");
        this.clock = clock;
        try {
            Files.createDirectories(temporary);
            sweep();
        } catch (IOException e) {
            throw failed("open", e);
        }
    }

    @Override
    public Digest put(InputStream bytes) {
        return keep(Optional.empty(), bytes);
    }

    @Override
    public void put(Digest expected, InputStream bytes) {
        keep(Optional.of(expected), bytes);
    }

    private Digest keep(Optional<Digest> expected, InputStream bytes) {
        try {
            var file = Files.createTempFile(temporary, "put", "");
            try {
                var digest = write(file, bytes);
                if (expected.isPresent() && !expected.get().equals(digest)) {
                    throw new TomboloException(
                            ErrorCode.BAD_INPUT,
                            "object %s: the bytes that came are %s; send them again".formatted(expected.get(), digest));
                }
                publish(file, digest);
                return digest;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed("write to", e);
        }
    }

    private void publish(Path file, Digest digest) throws IOException {
        var target = path(digest);
        if (Files.exists(target)) {
            Files.setLastModifiedTime(target, FileTime.from(clock.instant())); // a collector sees that it is wanted
            return;
        }
        var folder = root.resolve(digest.hex().substring(0, 2));
        Files.createDirectories(folder);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        flushFolder(folder);
    }

    private static Digest write(Path file, InputStream bytes) throws IOException {
        var hash = sha256();
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var buffer = new byte[1 << 16];
            for (int n = next(bytes, buffer); n >= 0; n = next(bytes, buffer)) {
                hash.update(buffer, 0, n);
                var rest = ByteBuffer.wrap(buffer, 0, n);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
            }
            out.force(true);
        }
        return new Digest("sha256:" + HexFormat.of().formatHex(hash.digest()));
    }

    /// What goes wrong here is the sender's.
    private static int next(InputStream bytes, byte[] buffer) {
        try {
            return bytes.read(buffer);
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "an object broke off while it was sent: %s; send it again".formatted(e.getMessage()),
                    e);
        }
    }

    /// A rename is durable once its folder is flushed; file systems that cannot flush folders do not need it.
    private static void flushFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public InputStream open(Digest digest, long offset, long length) {
        try {
            var channel = FileChannel.open(path(digest), StandardOpenOption.READ);
            try {
                channel.position(offset);
                return new Limited(Channels.newInputStream(channel), length);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new TomboloException(
                    ErrorCode.NOT_FOUND, "object %s: not in the store %s".formatted(digest, root), e);
        } catch (IOException e) {
            throw failed("read from", e);
        }
    }

    @Override
    public Optional<Long> size(Digest digest) {
        try {
            return Optional.of(Files.size(path(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read from", e);
        }
    }

    @Override
    public Stream<Stored> list() {
        return entries(root).stream()
                .filter(folder -> PREFIX.matcher(name(folder)).matches())
                .flatMap(folder -> entries(folder).stream())
                .filter(file -> REST.matcher(name(file)).matches())
                .flatMap(file -> stored(file).stream());
    }

    private List<Path> entries(Path folder) {
        try (var found = Files.list(folder)) {
            return found.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw failed("read from", e);
        }
    }

    private Optional<Stored> stored(Path file) {
        try {
            var digest = new Digest("sha256:" + root.relativize(file).toString().replace("/", ""));
            return Optional.of(new Stored(
                    digest, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // removed meanwhile
        } catch (IOException e) {
            throw failed("read from", e);
        }
    }

    @Override
    public void remove(Digest digest) {
        try {
            Files.deleteIfExists(path(digest));
        } catch (IOException e) {
            throw failed("delete from", e);
        }
    }

    private void sweep() throws IOException {
        var limit = Instant.now(clock).minus(ABANDONED);
        try (var left = Files.list(temporary)) {
            for (var file : left.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path path(Digest digest) {
        return root.resolve(digest.hex().substring(0, 2)).resolve(digest.hex().substring(2));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private TomboloException failed(String verb, Throwable cause) {
        var why = cause instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(cause.getMessage());
        return new TomboloException(
                ErrorCode.SITE_FAILED,
                "object store %s: cannot %s it: %s; check its space (df) and its owner".formatted(root, verb, why),
                cause);
    }
}
