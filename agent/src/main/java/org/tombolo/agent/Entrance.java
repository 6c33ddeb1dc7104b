package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The way to where a process is: into its namespaces, whichever runtime made them, and its control groups.
///
/// @param words  in front of a command
/// @param groups folders of control groups
/// @param owner  descriptor of a user namespace that the words name, -1: none
record Entrance(List<String> words, List<String> groups, int owner) {
    private static final Path PROC = Path.of("/proc");
    /// What a runtime may have of its own besides the files; option of nsenter → what the kernel calls it.
    private static final List<List<String>> KINDS =
            List.of(List.of("--net", "net"), List.of("--ipc", "ipc"), List.of("--uts", "uts"), List.of("--pid", "pid"));

    static Entrance to(long pid, LibC libc) throws IOException {
        var groups = CgroupFolders.of(Long.toString(pid)).stream()
                .filter(group -> !CgroupFolders.ours().contains(group))
                .map(group -> group.folder().toString())
                .toList();
        if (!Namespaces.differs(pid)) {
            return new Entrance(List.of(), groups, -1);
        }
        var target = PROC.resolve(Long.toString(pid));
        // Who enters a mount namespace needs the rights of the user namespace that owns it, which need not be the
        // process's own: an ordinary user builds the view in one, and is himself again in another.
        int owner = libc.owner(target.resolve("ns/mnt").toString());
        try {
            return new Entrance(words(pid, target, owner), groups, owner);
        } catch (IOException | TomboloException e) {
            libc.close(owner);
            throw e;
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
