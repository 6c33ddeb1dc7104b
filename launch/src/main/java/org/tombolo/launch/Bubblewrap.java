package org.tombolo.launch;

import java.util.ArrayList;
import java.util.List;

/// `bwrap`, over a root that was laid out before. A user namespace of its own, nothing else: processes, network and
/// host name are the machine's. Device nodes are bound one by one: its own `--dev` makes a second user namespace, and
/// then nobody could enter the container from outside.
final class Bubblewrap {
    private static final List<String> NODES = List.of("null", "zero", "full", "random", "urandom", "tty");

    private Bubblewrap() {}

    static String words(
            Container container, List<ContainerText.Mount> mounts, String folder, List<ContainerText.Late> late) {
        var words = new ArrayList<String>();
        words.add(container.word());
        words.add("--die-with-parent --unshare-user --uid %d --gid %d"
                .formatted(container.as().user(), container.as().group()));
        words.add("--bind \"$4.root/root\" / --bind /proc /proc --ro-bind /sys /sys --tmpfs /dev");
        NODES.forEach(node -> words.add("--dev-bind /dev/%1$s /dev/%1$s".formatted(node)));
        words.add("--dev-bind /dev/pts /dev/pts --symlink pts/ptmx /dev/ptmx --perms 1777 --dir /dev/shm");
        words.add("--symlink /proc/self/fd /dev/fd --symlink /proc/self/fd/0 /dev/stdin");
        words.add("--symlink /proc/self/fd/1 /dev/stdout --symlink /proc/self/fd/2 /dev/stderr");
        words.add("$(IFS=,; for each in $5; do printf -- '--dev-bind %s %s ' \"$each\" \"$each\"; done)");
        for (var mount : mounts) {
            words.add("--bind %s %s".formatted(mount.source(), Shell.quote(mount.target())));
        }
        late.forEach(each -> words.add("--setenv " + each.name() + " " + each.value()));
        words.add("--unsetenv " + Container.MONITOR + " --chdir " + Shell.quote(folder));
        return String.join(" ", words);
    }
}
