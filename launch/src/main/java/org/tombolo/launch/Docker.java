package org.tombolo.launch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/// `docker run`, over a root that was laid out before. Docker's engine starts only images of its own, in
/// containers that it describes on its disk. So it is asked for an empty one that sees the whole machine,
/// and what it starts goes on as attempts do under every runtime: in the attempt's control groups, as the
/// agent's user, into our root. What the work is, and its secrets, the engine is never told.
///
/// Three texts. `WAIT` is the lane's child: it asks the engine, and tells how the work ended. `DOOR` is what
/// the engine starts, as root: it touches no file of the attempt's but its own pipe, and becomes the agent's
/// user. `INSIDE` is run as him: it lays out the root, starts the work, and writes its end into the pipe. So
/// no process of Docker's has to live, and none is believed.
final class Docker {
    /// Without a byte, the same on every machine.
    private static final String IMAGE = "tombolo-empty:1";

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// Root's usual rights under Docker, and those that a new view of the file system takes. Whoever comes
    /// out of the door has none of them.
    private static final String OPTIONS =
            "--detach --rm --restart no --pull never --log-driver none --no-healthcheck --user 0:0 --workdir / "
                    + "--pid host --network host --ipc host --uts host --cgroupns host --userns host "
                    + "--cap-add SYS_ADMIN --cap-add SYS_PTRACE --security-opt no-new-privileges "
                    + "--security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt label=disable "
                    + "--device-cgroup-rule 'a *:* rwm' --volume /:/host";

    /// `$1` to `$5` as everywhere, `$6` the user's groups, `$7` folders of control groups. Asks again where
    /// nothing can have begun: a client that was killed leaves a container with a known name, which begins
    /// but once.
    private static final String WAIT = """
            S=$1 H=$2 label=$3 order=$4 W=$5 groups=$6 joins=$7 C=$2/scratch/$3.root name=tombolo-$3-$$
            give_up() { cat "$C/said" >&2; printf '\\nf %s %s .\\n' "$label" "$1" >>"$S/events"; exit 125; }
            docker() { DOCKER_CONFIG="$C/config" PROGRAM "$@"; }
            remove() { docker rm --force "$name" >/dev/null 2>&1; }
            start() {
                set --
                for each in bin sbin lib lib32 lib64 usr nix gnu; do
                    [ ! -d "/$each" ] || set -- "$@" --volume "/$each:/$each:ro"
                done
                docker run OPTIONS --name "$name" --label "org.tombolo.attempt=$label" "$@" VARIABLES IMAGE \\
                    /bin/sh -c DOOR sh "$C" $$ "$born" "$groups" "$joins" "$limits" "$S" "$H" "$label" "$order" "$W"
            }
            starts() { [ "$(docker inspect --format '{{.State.Running}}' "$name" 2>&1)" = true ] || [ -d "$C/begun" ]; }
            read -r stat </proc/self/stat
            set -- ${stat##*) }
            born=${20} limits=
            for each in c d f l n s v; do limits="$limits $each $(ulimit -S -$each) $(ulimit -H -$each)"; done
            cd / && mkdir "$C/config" && mkfifo "$C/end" || give_up image
            trap 'remove; exit 143' TERM
            exec 5>&1 6>&2 8<>"$C/end"
            tries=0
            until start || [ -d "$C/begun" ] || docker start "$name"; do
                tries=$((tries + 1))
                if [ $tries = 5 ]; then
                    remove
                    give_up docker
                fi
                docker image inspect IMAGE || head -c 10240 /dev/zero | docker import - IMAGE
                sleep 0.2
            done >/dev/null 2>>"$C/said"
            tries=0
            until [ -d "$C/begun" ]; do
                tries=$((tries + 1))
                if [ $((tries % 100)) = 0 ] && ! starts; then
                    echo "what Docker started ended at once: its engine must run on this machine, and as root" >>"$C/said"
                    remove
                    give_up docker
                fi
                sleep 0.01
            done
            trap - TERM
            exec 7<"$C/end" 8<&-
            read -r up <&7 || give_up docker
            read -r code <&7 || code=137
            exit "$code"
            """;

    /// `$1` the attempt's folder, `$2` who waits and `$3` when he was born, `$4` the user's groups, `$5`
    /// folders of control groups, `$6` limits; the rest is for `INSIDE`.
    private static final String DOOR = """
            exec 9<>"/host$1/end" 2>>"/host$1/said" && mkdir "/host$1/begun" || exit 125
            cd /host && pivot_root . . && umount -l . && cd / || exit 125
            for each in $5; do echo 0 >"$each/cgroup.procs"; done
            limit() {
                while [ $# -ge 3 ]; do
                    ulimit -S -$1 $2
                    ulimit -H -$1 $3
                    ulimit -S -$1 $2
                    shift 3
                done
            }
            limit $6 2>/dev/null
            umask 022
            C=$1 by=$2 born=$3 groups=$4
            shift 6
            exec </dev/null >>"/proc/$by/fd/5" 2>>"/proc/$by/fd/6" || exit 125
            exec env -i PATH=MACHINES MONITOR=1 VALUES BECOME /bin/sh "$C/inside" "$@" "$by" "$born"
            """;

    /// `$6` and `$7` who waits: where he is gone already nobody would ever look for the work. What a shell
    /// says of signals is not the work's.
    private static final String INSIDE = """
            waits() { [ "$1" != Z ] && [ "${20}" = "$born" ]; }
            born=$7
            read -r stat <"/proc/$6/stat" && waits ${stat##*) } || exit 125
            echo up >&9
            exec 8>&2 2>/dev/null
            (
            exec 2>&8 8>&- 9>&-
            WORK
            )
            code=$?
            echo $code >&9
            """;

    /// Above this root nothing of the machine's is seen any more: it is moved over the other. Loader,
    /// `setpriv` and `sh` are opened here and executed there, where there need be none; the capabilities of
    /// this user namespace end with them.
    private static final String LEAVE = """
            mount --rbind "$4.root/root" "$4.root/root" && cd "$4.root/root" || exit 125
            loader= libraries= number=6 preload= close='exec 3<&- 4<&- 5<&-'
            for each in $(ldd "$(command -v setpriv)" "$(command -v sh)" | sed -n 's/.* => //; s/^[[:space:]]*\\(\\/[^ ]*\\) (0x.*/\\1/p' | sort -u); do
                case ${each##*/} in
                    ld-*) loader=$each ;;
                    *)
                        eval "exec $number<\\"\\$each\\"" || exit 125
                        preload="$preload${preload:+ }/proc/self/fd/$number" close="$close $number<&-" number=$((number + 1))
                        ;;
                esac
            done
            exec 3<"$loader" 4<"$(command -v setpriv)" 5<"$(command -v sh)" || exit 125
            set -- "$(command -v chroot)" "$preload" "$3" "$close"
            mount -n --move . / || exit 125
            unset TOMBOLO_MONITOR loader libraries number preload close each
            """;

    private static final String LAST = """
            ; while [ "$1" != -- ]; do export "$1"; shift; done
            shift
            cd FOLDER || exit 125
            unset OLDPWD
            exec "$@"
            """;

    private Docker() {}

    /// @param mounts what the attempt finds beside its image
    static String prepare(List<ContainerText.Mount> mounts) {
        var text = new StringBuilder("""
                mount --rbind /proc "$4.root/root/proc" && mount --rbind /sys "$4.root/root/sys" || give_up mount
                mount -o remount,bind,ro "$4.root/root/sys" || give_up mount
                mount -t tmpfs -o mode=755 tombolo "$4.root/root/dev" || give_up mount
                """);
        text.append(DeviceFolder.nodes("$4.root/root"));
        for (var mount : mounts) {
            text.append("mount --rbind %s \"$4.root/root\"%s || give_up mount\n"
                    .formatted(mount.source(), Shell.quote(mount.target())));
        }
        return text.append(DeviceFolder.granted("$4.root/root")).toString();
    }

    /// The end, when the root is laid out.
    ///
    /// @param export sets the job's environment, its secrets from `$3`
    /// @param words  the command with its arguments, as words of the shell
    static String become(
            Container container, String export, String folder, List<ContainerText.Late> late, String words) {
        var line = new ArrayList<String>();
        line.add("set -- \"$1\" . /proc/self/fd/3 --preload \"$2\" /proc/self/fd/4 --no-new-privs --inh-caps=-all"
                + " --ambient-caps=-all --bounding-set=-all -- /proc/self/fd/3 --preload \"$2\" /proc/self/fd/5 -c");
        line.add("\"$4\"" + Shell.quote(LAST.replace("FOLDER", Shell.quote(folder))) + " sh");
        var foreign = late.stream().filter(each -> each.name().startsWith("'")).toList();
        late.stream()
                .filter(each -> !foreign.contains(each))
                .forEach(each -> line.add(each.name() + "=" + each.value()));
        line.add("--");
        // A shell carries no variable that it could not name: the image's own `env` has to.
        if (!foreign.isEmpty()) {
            line.add("env");
            foreign.forEach(each -> line.add(each.name() + "=" + each.value()));
        }
        line.add(words);
        var last = LEAVE + export + String.join(" ", line) + "\nexec \"$@\"\n";
        return "exec unshare --user --mount --map-user=%d --map-group=%d --keep-caps /bin/sh -c %s sh \"$1\" \"$2\" \"$3\" \"$4\"\n"
                .formatted(container.as().user(), container.as().group(), Shell.quote(last));
    }

    /// @param work lays out the root and becomes the attempt
    static String enter(LaunchPlan plan, Container container, String work) {
        var names = new LinkedHashSet<String>();
        names.add("TOMBOLO_ATTEMPT");
        names.add("TOMBOLO_DEVICES");
        names.addAll(plan.own());
        var door = DOOR.replace("MACHINES", PATH)
                .replace("MONITOR", Container.MONITOR)
                .replace("VALUES", each(names, "${%1$s+%1$s=\"$%1$s\"}"))
                .replace("BECOME", become(plan));
        var wait = WAIT.replace("DOOR", Shell.quote(door))
                .replace("OPTIONS", OPTIONS)
                .replace("VARIABLES", each(names, "--env %1$s"))
                .replace("IMAGE", IMAGE)
                .replace("PROGRAM", program(container));
        return """
                mkdir -p "$H/scratch/$label.root" && printf %%s %s >"$H/scratch/$label.root/inside" || exit 125
                %s=1 exec %s/bin/sh -c %s sh "$S" "$H" "$label" "$order" "$W" "$(id -G | tr ' ' ,)" "${joins-}"
                """.formatted(
                Shell.quote(INSIDE.replace("WORK\n", work)), Container.MONITOR, network(plan), Shell.quote(wait));
    }

    private static String network(LaunchPlan plan) {
        if (!plan.isolated()) {
            return "";
        }
        return "unshare --net " + (plan.ordinary().isPresent() ? "--user --map-root-user " : "") + "-- ";
    }

    private static String become(LaunchPlan plan) {
        var enter = plan.isolated() ? "nsenter --net=\"/proc/$by/ns/net\" -- " : "";
        return enter
                + plan.ordinary()
                        .map(us ->
                                "setpriv --reuid %d --regid %d --groups \"$groups\" --inh-caps=-all,+sys_admin --ambient-caps=-all,+sys_admin unshare --user --map-root-user --mount --propagation private"
                                        .formatted(us.user(), us.group()))
                        .orElse("");
    }

    private static String program(Container container) {
        return Shell.quote(container.program())
                + container.engine().map(host -> " --host " + Shell.quote(host)).orElse("");
    }

    private static String each(Iterable<String> names, String form) {
        var words = new ArrayList<String>();
        names.forEach(name -> words.add(form.formatted(name)));
        return words.stream().collect(Collectors.joining(" "));
    }
}
