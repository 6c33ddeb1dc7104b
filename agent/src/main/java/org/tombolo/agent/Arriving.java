package org.tombolo.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.tombolo.agent.FileCalls.Opened;
import org.tombolo.agent.transfer.Places;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.agent.AgentRequest;

/// A file that comes in pieces into a folder: beside its place until it is whole.
///
/// @param rights with which it is written
/// @param upload the same for all pieces of one file
/// @param place  for people
record Arriving(FileCalls calls, FileRights rights, Opened folder, String name, String upload, String place) {
    void take(long offset, byte[] bytes, Optional<AgentRequest.LastPiece> last) throws IOException {
        boolean kept = false;
        try (var part = open(offset);
                var file = FileChannel.open(part.path(), StandardOpenOption.WRITE)) {
            if (file.size() != offset) {
                throw new TomboloException(
                        ErrorCode.CONFLICT,
                        "%s: a piece at byte %d came, %d bytes are there; send the file again"
                                .formatted(place, offset, file.size()));
            }
            var rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest, offset + rest.position());
            }
            if (last.isPresent()) {
                publish(part, file.size(), last.get());
            }
            kept = true;
        } finally {
            if (!kept) {
                use(() -> calls.remove(folder, part()));
            }
        }
    }

    private String part() {
        return String.valueOf(Places.fresh(Path.of(name), "cp-" + upload).getFileName());
    }

    private Opened open(long offset) throws IOException {
        try {
            return rights.use(calls.libc(), () -> calls.toWrite(folder, part(), offset == 0));
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "%s: a piece at byte %d came out of turn; send the file again".formatted(place, offset),
                    e);
        }
    }

    private void publish(Opened part, long size, AgentRequest.LastPiece last) throws IOException {
        if (size != last.size()) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s: %d bytes came instead of %d; send it again".formatted(place, size, last.size()));
        }
        if (last.executable()) {
            Files.setPosixFilePermissions(part.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        if (Files.isDirectory(folder.path().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "%s: there is a folder of the name %s".formatted(place, name));
        }
        use(() -> calls.rename(folder, part(), name));
    }

    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    private void use(Step step) throws IOException {
        rights.use(calls.libc(), () -> {
            step.take();
            return true;
        });
    }
}
