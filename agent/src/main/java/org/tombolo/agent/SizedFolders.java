package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.agent.files.Trees;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Folders that their file system holds to a size: subvolumes of Btrfs with a limit, made by Btrfs's own program.
final class SizedFolders {
    private static final String BTRFS = "btrfs";
    private static final String FRESH = ".tombolo-new-";
    /// Of the folder that is a subvolume's root.
    private static final long ROOT = 256;

    private static final int REFERENCED = 1;
    private static final int LIMIT = 3;

    /// @param bytes that are taken, as the file system counts them
    record Use(long bytes, long limit) {}

    /// Why a folder in this one is held to no size; empty: it is. Found out by asking for what only works where limits
    /// do, and by whom they can be set.
    Optional<String> why(Path folder) {
        String kind;
        try {
            kind = kind(folder);
        } catch (IOException e) {
            return Optional.of("%s cannot be asked for its file system: %s".formatted(folder, e.getMessage()));
        }
        if (!kind.equals(BTRFS)) {
            return Optional.of("%s is on %s, and only on btrfs are limits set".formatted(folder, kind));
        }
        var asked = Commands.run(List.of(BTRFS, "qgroup", "show", "--raw", folder.toString()));
        if (asked.code() == 0) {
            return Optional.empty();
        }
        var said = asked.output();
        if (said.contains("not enabled")) {
            return Optional.of("%s is on btrfs without quotas: btrfs quota enable %s".formatted(folder, folder));
        }
        return Optional.of(
                said.startsWith("Cannot run")
                        ? "%s is on btrfs, and there is no program btrfs: install btrfs-progs".formatted(folder)
                        : "%s is on btrfs, and the agent may not set limits there (%s)".formatted(folder, last(said)));
    }

    private static String kind(Path folder) throws IOException {
        return Files.getFileStore(folder).type();
    }

    private static String last(String said) {
        return said.substring(said.lastIndexOf('\n') + 1);
    }

    /// Makes it, with its limit or not at all. What was begun before is done again.
    void make(Path folder, long bytes) throws IOException {
        var fresh = folder.resolveSibling(FRESH + folder.getFileName());
        delete(fresh);
        try {
            run("it cannot be made", "subvolume", "create", fresh.toString());
            run("its limit cannot be set", "qgroup", "limit", Long.toString(bytes), fresh.toString());
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(fresh);
        }
    }

    private static void run(String failed, String... words) {
        var argv = new ArrayList<>(List.of(BTRFS));
        argv.addAll(List.of(words));
        var result = Commands.run(argv);
        if (result.code() != 0) {
            throw new TomboloException(ErrorCode.SITE_FAILED, "%s: btrfs: %s".formatted(failed, last(result.output())));
        }
    }

    /// What it takes and may take; empty: nothing holds it.
    Optional<Use> use(Path folder) throws IOException {
        if (!isSubvolume(folder)) {
            return Optional.empty();
        }
        return Commands.run(List.of(BTRFS, "qgroup", "show", "-r", "-f", "--raw", folder.toString()))
                .output()
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > LIMIT && words[0].startsWith("0/") && !words[LIMIT].equals("none"))
                .map(words -> new Use(Long.parseLong(words[REFERENCED]), Long.parseLong(words[LIMIT])))
                .findFirst();
    }

    private static boolean isSubvolume(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getAttribute(folder, "unix:ino").equals(ROOT)
                && kind(folder).equals(BTRFS);
    }

    /// With all that is in it. Whoever may not delete subvolumes empties it and removes what is left, as work could.
    void delete(Path folder) throws IOException {
        if (isSubvolume(folder)) {
            Commands.run(List.of(BTRFS, "subvolume", "delete", folder.toString()));
        }
        Trees.delete(folder);
    }
}
