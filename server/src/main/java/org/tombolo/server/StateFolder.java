package org.tombolo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// `$TOMBOLO_HOME`, held by one server at a time.
///
/// The lock is the kernel's, on the file `lock`: it ends with the process, however that ends. What stands in the file
/// is for people.
final class StateFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");

    private final Path home;
    private final FileChannel lock;

    private StateFolder(Path home, FileChannel lock) {
        this.home = home;
        this.lock = lock;
    }

    /// Makes it where it is not, takes it, and upgrades it; `CONFLICT` while another server has it.
    static StateFolder open(Path home) {
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectories(home, PosixFilePermissions.asFileAttribute(OURS));
            }
            var folder = new StateFolder(home, lock(home.resolve("lock")));
            Format.upgrade(home);
            return folder;
        } catch (IOException | UncheckedIOException e) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "the state folder %s cannot be used (%s); set TOMBOLO_HOME to a folder that you can write"
                            .formatted(home, e),
                    e);
        }
    }

    Path home() {
        return home;
    }

    /// A part of it, made where it is not.
    Path part(String name) {
        try {
            return Files.createDirectories(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Written whole or not at all, readable by its owner only.
    void writeSecret(String name, byte[] bytes) {
        var part = home.resolve(name + ".part");
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(SECRET));
            try (var out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(bytes));
                out.force(true);
            }
            Files.move(part, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "cannot write %s: %s".formatted(home.resolve(name), e), e);
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(SECRET));
        if (channel.tryLock() == null) {
            var holder = read(channel);
            channel.close();
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "another server (%s) has the state folder %s; stop it by \"tombolo down\", or set TOMBOLO_HOME to another folder"
                            .formatted(holder, file.getParent()));
        }
        channel.truncate(0);
        var self = ProcessHandle.current();
        var started = self.info().startInstant().map(at -> ", started " + at).orElse("");
        channel.write(ByteBuffer.wrap(("process " + self.pid() + started + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        return channel;
    }

    private static String read(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        return Names.printable(new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip());
    }
}
