package org.tombolo.agent.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Files on this machine, and what it means when they cannot be written.
final class Local {
    private static final int BUFFER = 1 << 18;

    private Local() {}

    /// A failure of our own disk.
    static TomboloException failed(IOException e) {
        var why = e instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(e.getMessage());
        var small = why.toLowerCase(Locale.ROOT);
        if (small.contains("no space left") || small.contains("quota exceeded")) {
            return new TomboloException(
                    ErrorCode.SITE_FAILED, Places.FULL + " (%s): make room, or ask for a larger one".formatted(why), e);
        }
        var file = e instanceof FileSystemException known && known.getFile() != null ? known.getFile() + ": " : "";
        return new TomboloException(ErrorCode.SITE_FAILED, "a file cannot be read or written here: " + file + why, e);
    }

    /// Writes all of it there.
    static void write(FileChannel out, ByteBuffer bytes, long at) {
        try {
            long position = at;
            while (bytes.hasRemaining()) {
                position += out.write(bytes, position);
            }
        } catch (java.nio.channels.ClosedByInterruptException e) {
            throw new TomboloException(ErrorCode.CONFLICT, "stopped", e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Writes a file, whole.
    static void write(Path to, ByteBuffer bytes) {
        try (var out = FileChannel.open(
                to,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            write(out, bytes, 0);
        } catch (java.nio.channels.ClosedByInterruptException e) {
            throw new TomboloException(ErrorCode.CONFLICT, "stopped", e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Copies a file, and shows its bytes to the digests.
    static void copy(Path from, Path to, List<MessageDigest> digests, Trip trip) {
        try (var in = FileChannel.open(from, StandardOpenOption.READ);
                var out = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            var buffer = ByteBuffer.allocate(BUFFER);
            long at = 0;
            while (in.read(buffer) >= 0) {
                trip.check();
                buffer.flip();
                for (var digest : digests) {
                    digest.update(buffer.duplicate());
                }
                int n = buffer.remaining();
                write(out, buffer, at);
                at += n;
                buffer.clear();
            }
        } catch (java.nio.channels.ClosedByInterruptException e) {
            throw new TomboloException(ErrorCode.CONFLICT, "stopped", e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Shows a file's bytes to the digests.
    static void digest(Path file, List<MessageDigest> digests, Trip trip) throws IOException {
        if (digests.isEmpty()) {
            return;
        }
        try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(BUFFER);
            while (in.read(buffer) >= 0) {
                trip.check();
                buffer.flip();
                for (var digest : digests) {
                    digest.update(buffer.duplicate());
                }
                buffer.clear();
            }
        }
    }

    /// Before anything is fetched: whether it fits at all.
    static void requireRoom(Path folder, long bytes) {
        long free = folder.toFile().getUsableSpace(); // a FileStore reads the table of mounts, for each file again
        if (bytes > free) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    Places.FULL
                            + ": %d bytes are to come, %d are free; make room, or ask for a larger one"
                                    .formatted(bytes, free));
        }
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
