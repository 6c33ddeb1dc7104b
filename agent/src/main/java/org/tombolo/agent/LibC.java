package org.tombolo.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.tombolo.model.work.ExecOrder;

/// The functions of the C library that Java does not have. The numbers are Linux's own, the same on x86 and ARM.
@SuppressWarnings("restricted") // the server's JVM is allowed native access
final class LibC {
    /// `O_RDWR`, `O_NOCTTY`, `O_NONBLOCK`, `O_CLOEXEC`.
    private static final int TERMINAL = 0x2 | 0x100 | 0x800 | 0x80000;

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final long SET_SIZE = 0x5414; // TIOCSWINSZ
    private static final long OWNER = 0xb701; // NS_GET_USERNS
    private static final int INTERRUPTED = 4;
    private static final int AGAIN = 11;
    private static final int NAME = 256;

    private final Linker linker = Linker.nativeLinker();
    private final Linker.Option errno = Linker.Option.captureCallState("errno");
    private final MemoryLayout state = Linker.Option.captureStateLayout();
    private final MethodHandle openTerminal = call("posix_openpt", JAVA_INT);
    private final MethodHandle grant = call("grantpt", JAVA_INT);
    private final MethodHandle unlock = call("unlockpt", JAVA_INT);
    private final MethodHandle slave = call("ptsname_r", JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle poll = call("poll", ADDRESS, JAVA_LONG, JAVA_INT);
    private final MethodHandle close = call("close", JAVA_INT);
    private final MethodHandle read = transfer("read");
    private final MethodHandle write = transfer("write");
    private final MethodHandle control = linker.downcallHandle(
            linker.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            errno,
            Linker.Option.firstVariadicArg(2));
    private final MethodHandle open = linker.downcallHandle(
            linker.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            errno,
            Linker.Option.firstVariadicArg(2));

    /// A function that answers with a number, and says in `errno` why it did not.
    MethodHandle call(String name, MemoryLayout... arguments) {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments), errno);
    }

    /// A call of the kernel that the C library has no function for: its number, a descriptor, two addresses, a size.
    MethodHandle systemCall() {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG),
                errno,
                Linker.Option.firstVariadicArg(1));
    }

    private MethodHandle transfer(String name) {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
                errno);
    }

    /// What a call said, and its error number if it was -1.
    record Said(long value, int error) {
        long orFail(String what) throws IOException {
            if (value < 0) {
                throw new IOException("%s: error %d".formatted(what, error));
            }
            return value;
        }
    }

    @FunctionalInterface
    interface Asking {
        Object ask(Arena arena, MemorySegment state) throws Throwable;
    }

    Said said(Asking asking) {
        try (var arena = Arena.ofConfined()) {
            var captured = arena.allocate(state);
            long value = ((Number) asking.ask(arena, captured)).longValue();
            return new Said(value, captured.get(JAVA_INT, 0));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// A new pseudo terminal; gives the descriptor of its master, which never blocks.
    int openTerminal() throws IOException {
        int master = (int) said((_, s) -> openTerminal.invoke(s, TERMINAL)).orFail("no terminal: posix_openpt");
        try {
            said((_, s) -> grant.invoke(s, master)).orFail("grantpt");
            said((_, s) -> unlock.invoke(s, master)).orFail("unlockpt");
            return master;
        } catch (IOException e) {
            close(master);
            throw e;
        }
    }

    String device(int master) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocate(NAME);
            int error = (int)
                    said((_, s) -> slave.invoke(s, master, name, (long) NAME)).value();
            if (error != 0) {
                throw new IOException("ptsname_r: error " + error);
            }
            return name.getString(0, StandardCharsets.UTF_8);
        }
    }

    void resize(int master, ExecOrder.Size size) {
        said((arena, s) -> control.invoke(
                s,
                master,
                SET_SIZE,
                arena.allocateFrom(JAVA_SHORT, (short) size.rows(), (short) size.columns(), (short) 0, (short) 0)));
    }

    /// Whether it became readable or writable, or broke, within that time.
    boolean isReady(int descriptor, short what, int millis) {
        return said((arena, s) -> {
                            var asked = arena.allocate(8, 4);
                            asked.set(JAVA_INT, 0, descriptor);
                            asked.set(JAVA_SHORT, 4, what);
                            return poll.invoke(s, asked, 1L, millis);
                        })
                        .value()
                > 0;
    }

    /// How many bytes; 0: none at the moment; -1: there will be none any more.
    int read(int descriptor, byte[] bytes) {
        try (var memory = Arena.ofConfined()) {
            var buffer = memory.allocate(bytes.length);
            var said = said((_, s) -> read.invoke(s, descriptor, buffer, (long) bytes.length));
            if (said.value() > 0) {
                MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, (int) said.value());
            }
            return moved(said, -1);
        }
    }

    /// How many bytes; 0: none at the moment; -1: it takes none any more.
    int write(int descriptor, byte[] bytes, int from) {
        return moved(
                said((arena, s) -> {
                    var buffer = arena.allocate(bytes.length - from);
                    MemorySegment.copy(bytes, from, buffer, JAVA_BYTE, 0, bytes.length - from);
                    return write.invoke(s, descriptor, buffer, buffer.byteSize());
                }),
                0);
    }

    private static int moved(Said said, int nothing) {
        if (said.value() == 0) {
            return nothing;
        }
        boolean later = said.value() < 0 && (said.error() == AGAIN || said.error() == INTERRUPTED);
        return later ? 0 : (int) said.value();
    }

    void close(int descriptor) {
        said((_, s) -> close.invoke(s, descriptor));
    }

    /// The user namespace that owns another namespace.
    ///
    /// @return a descriptor of it, to be closed
    int owner(String namespace) throws IOException {
        int file = open(namespace, CLOSE_ON_EXEC);
        try {
            return (int) said((_, s) -> control.invoke(s, file, OWNER, MemorySegment.NULL))
                    .orFail(namespace + ": its owner");
        } finally {
            close(file);
        }
    }

    private int open(String path, int flags) throws IOException {
        return (int) said((arena, s) -> open.invoke(s, arena.allocateFrom(path), flags))
                .orFail(path);
    }
}
