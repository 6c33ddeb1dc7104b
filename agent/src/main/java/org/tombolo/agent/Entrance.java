package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The way to where a process is: into its namespaces, whichever runtime made them, and its control groups, with no
/// more
/// rights than it has. Until there, nothing runs in an environment that it chose.
///
/// @param words   in front of a shell's
/// @param groups  folders of control groups
/// @param owner   descriptor of a user namespace that the words name, -1: none
/// @param carried what is needed there, where that is another place
record Entrance(List<String> words, List<String> groups, int owner, Optional<Carried> carried) {
    private static final Path PROC = Path.of("/proc");
    /// What a runtime may have of its own besides the files; option of nsenter → what the kernel calls it.
    private static final List<List<String>> KINDS =
            List.of(List.of("--net", "net"), List.of("--ipc", "ipc"), List.of("--uts", "uts"), List.of("--pid", "pid"));

    /// @param folder for what has to be carried there
    static Entrance to(long pid, Path folder, LibC libc) throws IOException {
        var groups = CgroupFolders.of(Long.toString(pid)).stream()
                .filter(group -> !CgroupFolders.ours().contains(group))
                .map(group -> group.folder().toString())
                .toList();
        if (!Namespaces.differs(pid)) {
            return new Entrance(List.of(), groups, -1, Optional.empty());
        }
        var target = PROC.resolve(Long.toString(pid));
        // Who enters a mount namespace needs the rights of the user namespace that owns it, which need not be the
        // process's own: an ordinary user builds the view in one, and is himself again in another.
        int owner = libc.owner(target.resolve("ns/mnt").toString());
        try {
            var words = new ArrayList<>(words(pid, target, owner));
            var rights = Rights.of(pid).options();
            var carried = Carried.copiedTo(folder);
            words.addAll(0, carried.open());
            words.addAll(carried.setpriv());
            words.addAll(rights);
            words.add("--");
            return new Entrance(words, groups, owner, Optional.of(carried));
        } catch (IOException | TomboloException e) {
            libc.close(owner);
            throw e;
        }
    }

    /// The words in front of a command: a shell there, which does this first.
    List<String> words(String text) {
        var all = new ArrayList<>(words);
        all.addAll(carried.map(Carried::shell).orElseGet(() -> List.of("/bin/sh")));
        all.addAll(List.of("-c", carried.map(Carried::close).orElse("") + text + "exec \"$@\"", "sh"));
        return all;
    }

    void leave(LibC libc) {
        carried.ifPresent(Carried::remove);
        if (owner >= 0) {
            libc.close(owner);
        }
    }

    private static List<String> words(long pid, Path target, int owner) throws IOException {
        var owning = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(owner)));
        var ours = Files.readSymbolicLink(Path.of("/proc/self/ns/user"));
        var theirs = Files.readSymbolicLink(target.resolve("ns/user"));
        var nsenter = program("nsenter");
        var words = new ArrayList<>(List.of(nsenter, "--target", Long.toString(pid), "--mount", "--root", "--wd"));
        for (var kind : KINDS) {
            if (Namespaces.other(pid, kind.getLast())) {
                words.add(kind.getFirst());
            }
        }
        if (!owning.equals(ours)) {
            words.add("--user=/proc/%d/fd/%d".formatted(ProcessHandle.current().pid(), owner));
            words.add("--preserve-credentials");
        }
        words.add("--");
        if (!theirs.equals(owning)) {
            if (!Files.isExecutable(target.resolve("root" + nsenter))) {
                throw new TomboloException(
                        ErrorCode.UNSUPPORTED,
                        "it is in a user namespace of its own, and there is no nsenter where it runs");
            }
            words.addAll(List.of(nsenter, "--user=/proc/%d/ns/user".formatted(pid), "--preserve-credentials", "--"));
        }
        return words;
    }

    /// Its path: the job's own `PATH` is not asked.
    static String program(String name) {
        for (var folder : AgentSettings.DEFAULT_PATH.split(":", -1)) {
            var program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        throw new TomboloException(
                ErrorCode.UNSUPPORTED,
                "this machine has no %s in %s: install util-linux".formatted(name, AgentSettings.DEFAULT_PATH));
    }
}
