package org.tombolo.launch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// `podman run --rootfs`, with `crun`, over a root that was laid out before. No image, layer or record of the user's
/// own
/// Podman is touched: each attempt has all that Podman writes in a file system in memory, in a mount namespace of its
/// own, so it is gone with its last process, and no secret that Podman writes down ever reaches a disk.
///
/// Processes stay in the control groups of the attempt (`--cgroups disabled`), which Podman allows only with numbers of
/// processes of its own; hence its `--init`, so that the work itself is no first process, which few signals reach.
final class Podman {
    /// What would change Podman itself: it gets its own, the work gets the job's.
    private static final Pattern ITS_OWN = Pattern.compile(
            "HOME|PATH|TMPDIR|NOTIFY_SOCKET|(?:XDG|CONTAINER|CONTAINERS|_CONTAINERS|_OCI|_PODMAN|PODMAN|STORAGE|LISTEN|DBUS)_.*|GO(?:DEBUG|GC|MAXPROCS|MEMLIMIT|TRACEBACK)");

    /// Builds `/run`: the root, the machine's `/sys`, and Podman's settings. Where both kinds of control groups are
    /// mounted, `crun` is shown the second only: it refuses the mixture even where it makes none.
    private static final String RUN = """
            mkdir -p "$4.root/podman" && mount -t tmpfs -o mode=755 tombolo "$4.root/podman" || give_up mount
            mkdir "$4.root/podman/root" "$4.root/podman/sys" && mount --rbind "$4.root/root" "$4.root/podman/root" || give_up mount
            mount --rbind /sys "$4.root/podman/sys" || give_up mount
            printf '[containers]\\ndefault_ulimits=[]\\n[engine]\\nevents_logger="none"\\nlock_type="file"\\n' >"$4.root/podman/containers.conf"
            printf '[storage]\\ndriver="vfs"\\ngraphroot="/run/store"\\nrunroot="/run/state"\\n' >"$4.root/podman/storage.conf"
            mount --rbind "$4.root/podman" /run || give_up mount
            [ ! -d /sys/fs/cgroup/unified ] || mount --bind /sys/fs/cgroup/unified /sys/fs/cgroup || give_up mount
            """;

    private static final String OPTIONS =
            "--runtime crun --runtime-flag root=/run/oci --tmpdir /run/tmp --cgroup-manager cgroupfs "
                    + "run --rm --rootfs --init --cgroups disabled --pids-limit -1 --ulimit host --log-driver passthrough "
                    + "--network host --uts host --cgroupns host --ipc private --shm-size 0 "
                    + "--security-opt seccomp=unconfined --security-opt label=disable --security-opt unmask=ALL "
                    + "--security-opt no-new-privileges --cap-drop all --no-hosts --dns none --passwd=false --systemd=false "
                    + "--http-proxy=false --sdnotify ignore --unsetenv-all "
                    + "--mount type=bind,src=/run/sys,dst=/sys,ro=true,bind-propagation=rprivate";

    private static final String ENVIRONMENT =
            "export HOME=/run XDG_RUNTIME_DIR=/run CONTAINERS_CONF=/run/containers.conf "
                    + "CONTAINERS_STORAGE_CONF=/run/storage.conf PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "
                    + Container.MONITOR + "=1\n";

    private Podman() {}

    /// Mounts what is placed by itself: in Podman's own options not every path can be written.
    static String prepare(List<ContainerText.Mount> mounts) {
        var text = new StringBuilder();
        for (var mount : mounts) {
            text.append("mount --bind %s \"$4.root/root\"%s || give_up mount\n"
                    .formatted(mount.source(), Shell.quote(mount.target())));
        }
        return text.append(RUN).toString();
    }

    /// The end, when the job's variables are set.
    ///
    /// @param words the command with its arguments, as words of the shell
    static String become(
            LaunchPlan plan, Container container, String folder, List<ContainerText.Late> late, String words) {
        var line = new ArrayList<String>();
        line.add("set -- " + container.word() + " " + OPTIONS);
        int user = container.as().user();
        int group = container.as().group();
        line.add("--uidmap %1$d:0:1 --gidmap %2$d:0:1 --user %1$d:%2$d".formatted(user, group));
        var names = new LinkedHashSet<>(plan.env().keySet());
        late.forEach(each -> names.remove(each.name()));
        names.addAll(plan.own());
        names.addAll(plan.secret());
        names.removeIf(name -> !Shell.canExport(name));
        var unset = new StringBuilder();
        for (var name : names) {
            // A value that is a secret is never an argument.
            boolean isItsOwn = ITS_OWN.matcher(name).matches() && !plan.secret().contains(name);
            line.add(isItsOwn ? "${%1$s+--env \"%1$s=$%1$s\"}".formatted(name) : "--env " + name);
            unset.append(isItsOwn ? "unset " + name + "\n" : "");
        }
        late.forEach(each -> line.add("--env " + each.name() + "=" + each.value()));
        line.add("$(IFS=,; for each in $5; do printf -- '--mount type=bind,src=%s,dst=%s ' \"$each\" \"$each\"; done)");
        line.add("--workdir " + Shell.quote(folder) + " /run/root " + words);
        return String.join(" ", line) + "\n" + unset + ENVIRONMENT + "exec \"$@\"\n";
    }
}
