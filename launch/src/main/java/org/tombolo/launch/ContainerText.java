package org.tombolo.launch;

import java.util.ArrayList;
import java.util.List;
import org.tombolo.model.spec.Program;

/// The end of a launch text for an attempt in a container: a root of its own, the image below a layer that can be
/// written, in a mount namespace; then the runtime, which becomes the attempt. Everything on the way is done with what
/// the machine has, before the job's environment is set.
final class ContainerText {
    /// Where the attempt sees its script.
    static final String SCRIPT = "/.tombolo/script";

    private static final String BEGIN = """
            S=$1 H=$2 label=$3 order=$4 W=$5 C=scratch/$3.root
            give_up() { printf '\\nf %s %s .\\n' "$label" "$1" >>"$S/events"; exit 125; }
            cd "$H" && mkdir -p "$C/work" "$C/root" || give_up image
            """;

    /// Who sees only the devices that he was granted counts them from 0.
    private static final String RENUMBER = """
            from_zero() {
                IFS=, number=0 numbers=
                for each in $1; do
                    numbers=$numbers${numbers:+,}$number
                    number=$((number + 1))
                done
                printf '%s' "$numbers"
            }
            [ -z "${CUDA_VISIBLE_DEVICES-}" ] || CUDA_VISIBLE_DEVICES=$(from_zero "$CUDA_VISIBLE_DEVICES")
            [ -z "${ROCR_VISIBLE_DEVICES-}" ] || ROCR_VISIBLE_DEVICES=$(from_zero "$ROCR_VISIBLE_DEVICES")
            """;

    private ContainerText() {}

    /// @param export sets the job's environment
    /// @param words  the command with its arguments, as words of the shell
    static String enter(LaunchPlan plan, Container container, List<Late> late, String export, String words) {
        var script = new StringBuilder(BEGIN)
                .append(plan.isolated() ? Isolation.AWAIT : "")
                .append(container.runtime() == ContainerRuntime.CHARLIECLOUD ? "" : RENUMBER)
                .append(root(container));
        var mounts = new ArrayList<Mount>();
        mounts.add(new Mount("\"$1\"", "/tmp"));
        // From here on only positional parameters are ours: the job's variables may have any name.
        script.append("""
                set -- "$W" "$H/orders/$order/script" "$S/secrets/$order.env" "$H/scratch/$label" "${TOMBOLO_DEVICES-}" "${TOMBOLO_RUNTIME-}"
                unset TOMBOLO_DEVICES TOMBOLO_RUNTIME
                """);
        if (!plan.secret().isEmpty()) {
            script.append("[ -r \"$3\" ] || give_up secrets\n");
        }
        int copies = 0;
        for (var each : plan.placed()) {
            var source = Shell.quote(each.source());
            if (each.copy()) {
                var copy = "\"$4.files/" + copies++ + "\"";
                script.append("mkdir -p \"$4.files\" && cp -R %s %s || give_up files\n".formatted(source, copy));
                source = copy;
            }
            if (each.readOnly()) {
                var shown = "\"$4.root/shown/" + mounts.size() + "\"";
                script.append(readOnly(source, shown));
                source = shown;
            }
            mounts.add(new Mount(source, each.target()));
        }
        if (plan.program() instanceof Program.Script) {
            mounts.add(new Mount("\"$2\"", SCRIPT));
        }
        var folder = plan.cwd().orElse("/");
        var secrets = plan.secret().isEmpty() ? "" : ". \"$3\"\n";
        switch (container.runtime()) {
            case BUBBLEWRAP -> {
                script.append(export).append(secrets).append("export " + Container.MONITOR + "=1\nexec ");
                script.append(Bubblewrap.words(container, mounts, folder, late));
                script.append(" -- ").append(words).append('\n');
            }
            case CHARLIECLOUD -> {
                // It shows the machine's.
                script.append(readNames()).append(export).append(secrets).append("exec ");
                script.append(Charliecloud.words(container, mounts, folder, late));
                script.append(" -- ").append(words).append('\n');
            }
            case PODMAN -> {
                // Its own mounts may hide where the secrets are.
                script.append(secrets.isEmpty() ? "" : "exec 3<\"$3\"\n").append(Podman.prepare(mounts));
                script.append(export).append(secrets.isEmpty() ? "" : ". /dev/fd/3\nexec 3<&-\n");
                script.append(Podman.become(plan, container, folder, late, words));
            }
            case APPTAINER -> {
                script.append(secrets.isEmpty() ? "" : "exec 3<\"$3\"\n").append(Apptainer.prepare(mounts));
                script.append(export).append(secrets.isEmpty() ? "" : ". /dev/fd/3\nexec 3<&-\n");
                script.append(Apptainer.become(plan, container, mounts, folder, late, words));
            }
            case DOCKER -> {
                script.append(Docker.prepare(mounts));
                script.append(Docker.become(container, export + secrets, folder, late, words));
            }
        }
        if (container.runtime() == ContainerRuntime.DOCKER) {
            return Docker.enter(plan, container, script.toString());
        }
        return "exec unshare --mount --propagation private %s%s-- /bin/sh -c %s sh \"$S\" \"$H\" \"$label\" \"$order\" \"$W\"\n"
                .formatted(
                        plan.isolated() ? "--net " : "",
                        plan.ordinary().isPresent() ? "--user --map-root-user " : "",
                        Shell.quote(script.toString()));
    }

    private static String readNames() {
        return """
                for each in hosts resolv.conf; do
                    [ ! -e "/etc/$each" ] || mount --bind "$4.root/root/etc/$each" "/etc/$each" || give_up mount
                done
                """;
    }

    /// Not every runtime can show something read-only; every one shows what is read-only already.
    private static String readOnly(String source, String shown) {
        return """
                mkdir -p %1$s && mount --bind %2$s %1$s && mount -o remount,bind,ro %1$s || give_up mount
                """.formatted(shown, source);
    }

    /// Something of the machine at a path of the container.
    ///
    /// @param source a word of the shell
    record Mount(String source, String target) {}

    /// A variable that must not reach the runtime itself.
    ///
    /// @param name  a word of the shell
    /// @param value a word of the shell
    record Late(String name, String value) {}

    private static String root(Container container) {
        var image = Shell.quote(container.root());
        return switch (container.layer()) {
            case OVERLAY -> overlay(container.root(), "");
            case USER_OVERLAY -> overlay(container.root(), ",userxattr");
            case COPY -> copied(image) + " || give_up image\n";
            case FOUND ->
                """
                { %1$s; } 2>/dev/null || { rm -rf "$C/upper" && mkdir "$C/memory" && mount -t tmpfs tombolo "$C/memory" && mkdir "$C/memory/work" && %2$s; } 2>/dev/null || { %3$s; } || give_up image
                """.formatted(
                                laid(container.root(), "$C", ",userxattr"),
                                laid(container.root(), "$C/memory", ",userxattr"),
                                copied(image));
        };
    }

    private static String copied(String image) {
        return "cp -a --reflink=auto %s/. \"$C/root\" && cp -a \"orders/$order/root/.\" \"$C/root\"".formatted(image);
    }

    /// Paths are relative to the agent's folder: its own name may hold what an option cannot.
    private static String overlay(String image, String option) {
        return laid(image, "$C", option) + " || give_up image\n";
    }

    /// @param over where the layer is, with a folder `work` that is there
    private static String laid(String image, String over, String option) {
        return """
                cp -aH "orders/$order/root" "%2$s/upper" && mount -t overlay -o "lowerdir=%1$s,upperdir=%2$s/upper,workdir=%2$s/work%3$s" overlay "$C/root\"""".formatted(image, over, option);
    }
}
