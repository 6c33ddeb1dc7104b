package org.tombolo.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/// Files by descriptors: what is open stays what it is, whatever work makes of its path meanwhile. The numbers are
/// Linux's own, the same on x86 and ARM; `openat2` came with Linux 5.6.
final class FileCalls {
    private static final long OPENAT2 = 437;
    private static final long HOW = 24; // struct open_how: flags, mode, resolve
    private static final long NO_MAGIC_LINKS = 0x02;
    private static final long NO_LINKS = 0x04;
    private static final long BENEATH = 0x08;
    private static final long IN_ROOT = 0x10;

    private static final int HERE = -100; // AT_FDCWD
    private static final int WRITE = 0x1;
    private static final int CREATE = 0x40 | 0x80; // O_CREAT | O_EXCL
    private static final int NEVER_WAIT = 0x800; // O_NONBLOCK: for nobody at the other end of a pipe
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int PLACE = 0x200000; // O_PATH: to go on from, neither read nor written
    private static final int FILE_RIGHTS = 0666;
    private static final int FOLDER_RIGHTS = 0777;

    private static final int AGAIN = 11;
    /// Names are moved while they are followed: as often as that can happen by chance.
    private static final int TIMES = 128;

    private static final long STATFS = 256; // more than struct statfs is long
    /// Of proc, sysfs and both kinds of control groups: what they hold has no size, or no end.
    private static final List<Long> KERNELS = List.of(0x9fa0L, 0x62656572L, 0x27e0ebL, 0x63677270L);

    private final LibC libc;
    private final MethodHandle systemCall;
    private final MethodHandle makeFolder;
    private final MethodHandle rename;
    private final MethodHandle remove;
    private final MethodHandle fileSystem;

    FileCalls(LibC libc) {
        this.libc = libc;
        systemCall = libc.systemCall();
        makeFolder = libc.call("mkdirat", JAVA_INT, ADDRESS, JAVA_INT);
        rename = libc.call("renameat", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
        remove = libc.call("unlinkat", JAVA_INT, ADDRESS, JAVA_INT);
        fileSystem = libc.call("fstatfs", JAVA_INT, ADDRESS);
    }

    LibC libc() {
        return libc;
    }

    /// Something open.
    record Opened(LibC libc, int number) implements AutoCloseable {
        /// It, for those of Java's own methods that follow links.
        Path path() {
            return Path.of("/proc/self/fd/" + number);
        }

        @Override
        public void close() {
            libc.close(number);
        }
    }

    /// What an absolute path of this machine means.
    Opened place(String path) throws IOException {
        return open(HERE, path, PLACE, 0);
    }

    /// What a path means to a process whose root that is: no link leads out of it.
    Opened inRoot(Opened root, String path) throws IOException {
        return open(root.number(), path, PLACE, IN_ROOT | NO_MAGIC_LINKS);
    }

    /// What is there, if the path has no links.
    Opened beneath(Opened folder, String path) throws IOException {
        return open(folder.number(), path, PLACE, BENEATH | NO_LINKS);
    }

    /// The same file or folder, to be read.
    Opened toRead(Opened place) throws IOException {
        return open(HERE, place.path().toString(), NEVER_WAIT, 0);
    }

    /// A file of a folder, to be written.
    ///
    /// @param fresh whether it must not be there yet, or must
    Opened toWrite(Opened folder, String name, boolean fresh) throws IOException {
        return open(folder.number(), name, WRITE | NEVER_WAIT | (fresh ? CREATE : 0), BENEATH | NO_LINKS);
    }

    private Opened open(int from, String path, int flags, long resolve) throws IOException {
        for (int time = 1; ; time++) {
            var said = libc.said((arena, s) -> {
                var how = arena.allocate(HOW, 8);
                how.set(JAVA_LONG, 0, flags | CLOSE_ON_EXEC);
                how.set(JAVA_LONG, 8, (flags & CREATE) == 0 ? 0 : FILE_RIGHTS);
                how.set(JAVA_LONG, 16, resolve);
                return systemCall.invoke(s, OPENAT2, (long) from, arena.allocateFrom(path), how, HOW);
            });
            if (said.value() >= 0 || said.error() != AGAIN || time == TIMES) {
                return new Opened(libc, (int) checked(said, path));
            }
        }
    }

    void makeFolder(Opened in, String name) throws IOException {
        checked(
                libc.said((arena, s) -> makeFolder.invoke(s, in.number(), arena.allocateFrom(name), FOLDER_RIGHTS)),
                name);
    }

    /// Inside of a folder; what had the name is gone.
    void rename(Opened in, String from, String to) throws IOException {
        checked(
                libc.said((arena, s) ->
                        rename.invoke(s, in.number(), arena.allocateFrom(from), in.number(), arena.allocateFrom(to))),
                to);
    }

    /// A file; may be gone already.
    void remove(Opened in, String name) {
        libc.said((arena, s) -> remove.invoke(s, in.number(), arena.allocateFrom(name), 0));
    }

    /// Whether it is no file on a disk, but something that the kernel tells.
    boolean isTold(Opened place) throws IOException {
        try (var arena = java.lang.foreign.Arena.ofConfined()) {
            MemorySegment about = arena.allocate(STATFS, 8);
            checked(libc.said((_, s) -> fileSystem.invoke(s, place.number(), about)), "its file system");
            return KERNELS.contains(about.get(JAVA_LONG, 0));
        }
    }

    private static long checked(LibC.Said said, String path) throws IOException {
        if (said.value() >= 0) {
            return said.value();
        }
        throw switch (said.error()) {
            case 1, 13 -> new AccessDeniedException(path);
            case 2 -> new NoSuchFileException(path);
            case 17 -> new FileAlreadyExistsException(path);
            case 20 -> new NotDirectoryException(path);
            case 21 -> new FileSystemException(path, null, "it is a folder");
            case 28 -> new FileSystemException(path, null, "No space left on device");
            case 30 -> new FileSystemException(path, null, "its file system is read-only");
            case 36 -> new FileSystemException(path, null, "its name is too long");
            case 38 -> new FileSystemException(path, null, "this kernel has no openat2: Linux 5.6 or later is needed");
            case 40 -> new FileSystemLoopException(path);
            case 122 -> new FileSystemException(path, null, "Disk quota exceeded");
            default -> new FileSystemException(path, null, "error %d of the kernel".formatted(said.error()));
        };
    }
}
