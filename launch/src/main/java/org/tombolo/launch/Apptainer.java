package org.tombolo.launch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// `apptainer exec`, or SingularityCE's, over a root that was laid out before, in a user namespace of one user: nothing
/// setuid is needed. What it mounts by itself is switched off by settings of our own; what the attempt is to find is
/// laid out in a file system in memory that is its `/run`, and bound from there by number, so that any path can be
/// written in its options.
///
/// The work's variables reach it under a prefix, so that none of them means anything to the runtime itself. Its home is
/// what the machine's `passwd` says, hence one of our own.
final class Apptainer {
    private static final String SETTINGS = """
            allow setuid = no
            config passwd = no
            config group = no
            config resolv_conf = no
            mount proc = no
            mount sys = no
            mount dev = no
            mount devpts = no
            mount home = no
            mount tmp = no
            mount hostfs = no
            user bind control = yes
            enable overlay = no
            enable underlay = no
            mount slave = yes
            sessiondir max size = 64
            memory fs type = tmpfs
            """;

    private static final String RUN = """
            mkdir -p "$4.root/run" && mount -t tmpfs -o mode=755 tombolo "$4.root/run" || give_up mount
            mkdir "$4.root/run/root" "$4.root/run/sys" "$4.root/run/dev" || give_up mount
            mount --rbind "$4.root/root" "$4.root/run/root" || give_up mount
            mount --rbind /sys "$4.root/run/sys" && mount -o remount,bind,ro "$4.root/run/sys" || give_up mount
            """;

    private static final String FOLDER = "$4.root/run";

    private static final String OPTIONS =
            "--silent --config /run/settings exec --userns --cleanenv --no-eval --writable "
                    + "--no-home --no-mount cwd --mount type=bind,src=/proc,dst=/proc --mount type=bind,src=/run/sys,dst=/sys "
                    + "--mount type=bind,src=/run/dev,dst=/dev";

    private static final String ENVIRONMENT =
            "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/run LC_ALL=C "
                    + "APPTAINER_CONFIGDIR=/run/config SINGULARITY_CONFIGDIR=/run/config\n";

    private Apptainer() {}

    static String prepare(List<ContainerText.Mount> mounts) {
        var text = new StringBuilder(RUN).append(DeviceFolder.nodes(FOLDER));
        text.append("printf %s >\"$4.root/run/settings\"\n".formatted(Shell.quote(SETTINGS.replace("\n", "\\n"))));
        int number = 0;
        for (var mount : mounts) {
            text.append("""
                    if [ -d %1$s ]; then mkdir "$4.root/run/%2$d"; else true >"$4.root/run/%2$d"; fi
                    mount --rbind %1$s "$4.root/run/%2$d" || give_up mount
                    """.formatted(mount.source(), number++));
        }
        return text.append(DeviceFolder.granted(FOLDER))
                .append("mount --rbind \"$4.root/run\" /run || give_up mount\n")
                .toString();
    }

    /// The end, when the job's variables are set.
    ///
    /// @param words the command with its arguments, as words of the shell
    static String become(
            LaunchPlan plan,
            Container container,
            List<ContainerText.Mount> mounts,
            String folder,
            List<ContainerText.Late> late,
            String words) {
        var line = new ArrayList<String>();
        line.add("set -- " + container.word() + " " + OPTIONS);
        for (int number = 0; number < mounts.size(); number++) {
            line.add("--mount "
                    + Shell.quote("type=bind,src=/run/%d,%s"
                            .formatted(number, field("dst=" + mounts.get(number).target()))));
        }
        line.add("--pwd " + Shell.quote(folder) + " /run/root");
        // It carries no variable that a shell could not name: the image's own `env` has to.
        var foreign = late.stream().filter(each -> each.name().startsWith("'")).toList();
        if (!foreign.isEmpty()) {
            line.add("env");
            foreign.forEach(each -> line.add(each.name() + "=" + each.value()));
        }
        line.add(words);
        var ids = container.as();
        return String.join(" ", line) + "\n"
                + "printf 'inside:x:%d:%d::%%s:/bin/sh\\nroot:x:0:0::/:/bin/sh\\n' \"$HOME\" >/run/passwd\n"
                        .formatted(ids.user(), ids.group())
                + variables(plan, container)
                + ENVIRONMENT
                + "mount --bind /run/passwd /etc/passwd || exit 125\n"
                + "exec unshare --user --map-user=%d --map-group=%d -- \"$@\"\n".formatted(ids.user(), ids.group());
    }

    /// In an option that is a line of comma-separated values.
    private static String field(String text) {
        return text.matches("[^\",\\s]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String variables(LaunchPlan plan, Container container) {
        var prefix = container.program().endsWith("singularity") ? "SINGULARITYENV_" : "APPTAINERENV_";
        var names = new LinkedHashSet<>(plan.env().keySet());
        names.addAll(plan.own());
        names.addAll(plan.secret());
        names.removeIf(name -> !Shell.canExport(name));
        var text = new StringBuilder();
        for (var name : names) {
            if (!name.equals("HOME")) {
                text.append("[ -z \"${%1$s+x}\" ] || export %2$s%1$s=\"$%1$s\"\n".formatted(name, prefix));
            }
            text.append("unset ").append(name).append('\n');
        }
        return text.toString();
    }
}
