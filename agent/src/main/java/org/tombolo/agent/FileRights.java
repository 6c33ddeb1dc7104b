package org.tombolo.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// What a process may do with files.
///
/// @param capabilities a bit for each that it has where we are
record FileRights(int user, int group, long capabilities) {
    private static final int CAPABILITIES_V3 = 0x20080522;
    private static final Path PROC = Path.of("/proc");

    static FileRights of(long pid) throws IOException {
        var rights = of(PROC.resolve(Long.toString(pid)));
        return Namespaces.hasOwnUsers(pid) ? new FileRights(rights.user, rights.group, 0) : rights;
    }

    static FileRights ours() throws IOException {
        return of(PROC.resolve("thread-self"));
    }

    private static FileRights of(Path process) throws IOException {
        int user = -1;
        int group = -1;
        long capabilities = 0;
        for (var line : KernelFile.text(process.resolve("status")).lines().toList()) {
            var words = line.split("\\s+", -1);
            switch (words[0]) {
                case "Uid:" -> user = Integer.parseUnsignedInt(words[4]);
                case "Gid:" -> group = Integer.parseUnsignedInt(words[4]);
                case "CapEff:" -> capabilities = Long.parseUnsignedLong(words[1], 16);
                default -> {}
            }
        }
        return new FileRights(user, group, capabilities);
    }

    /// Something that is done with files, in a few calls of the kernel.
    @FunctionalInterface
    interface Doing<T> {
        T done() throws IOException;
    }

    /// Does it with no more than these rights: on a thread of its own where we have more, as the kernel keeps rights by
    /// thread, and ones that were given up do not come back.
    <T> T use(LibC libc, Doing<T> doing) throws IOException {
        var ours = ours();
        if (ours.user == user && ours.group == group && (ours.capabilities & ~capabilities) == 0) {
            return doing.done();
        }
        if (ours.user != 0) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED,
                    "it runs as user %d, which the agent, user %d, is not".formatted(user, ours.user));
        }
        var task = new FutureTask<>(() -> {
            giveUp(libc, ours);
            return doing.done();
        });
        Thread.ofPlatform().name("as-user-" + user).start(task);
        return result(task);
    }

    private static <T> T result(FutureTask<T> task) throws IOException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TomboloException(ErrorCode.CONFLICT, "the agent is closing", e);
        }
    }

    /// For this thread, and for good.
    private void giveUp(LibC libc, FileRights ours) throws IOException {
        if (ours.user != user || ours.group != group) {
            libc.said((_, s) ->
                            libc.systemCall().invoke(s, setGroups(), 0L, MemorySegment.NULL, MemorySegment.NULL, 0L))
                    .orFail("setgroups");
            // They answer with what was before, whether they did anything or not.
            libc.said((_, s) -> libc.call("setfsgid", JAVA_INT).invoke(s, group));
            libc.said((_, s) -> libc.call("setfsuid", JAVA_INT).invoke(s, user));
        }
        libc.said((arena, s) -> {
                    var header = arena.allocateFrom(JAVA_INT, CAPABILITIES_V3, 0);
                    var sets = arena.allocate(24, 4); // twice: effective, permitted, inheritable
                    var kept = ours.capabilities & capabilities;
                    for (int half = 0; half < 2; half++) {
                        int bits = (int) (kept >>> (32 * half));
                        sets.set(JAVA_INT, 12L * half, bits);
                        sets.set(JAVA_INT, 12L * half + 4, bits);
                    }
                    return libc.call("capset", ADDRESS, ADDRESS).invoke(s, header, sets);
                })
                .orFail("capset");
        var now = ours();
        if (now.user != user || now.group != group || (now.capabilities & ~capabilities) != 0) {
            throw new AccessDeniedException("the rights of user " + user);
        }
    }

    /// Of this thread alone: the C library's function is for all of them.
    private static long setGroups() {
        return System.getProperty("os.arch", "").equals("aarch64") ? 159 : 116;
    }
}
