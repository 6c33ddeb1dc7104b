package org.tombolo.launch;

/// A view of the file system of its own for one attempt: a fresh root in memory, every entry of the machine's root
/// bound
/// into it, and what the attempt asked for at its absolute paths. The machine's own folders are neither made nor
/// changed.
///
/// Root needs a mount namespace only. Anybody else becomes root in a user namespace to build the view, and in a second
/// one himself again, without any capability.
final class RootView {
    private static final String BUILD = """
            give_up() { printf '\\nf %s %s .\\n' "$label" "$1" >>"$S/events"; exit 125; }
            # As in an fstab: blanks and backslashes as octal numbers.
            plain() {
                case $1 in *[!A-Za-z0-9/._@%+,:=-]*) printf '%s' "$1" | sed 's/\\\\/\\\\134/g; s/ /\\\\040/g; s/\\t/\\\\011/g' ;; *) printf '%s' "$1" ;; esac
            }
            # Everything in the machine's folder $1, shown in the folder $2 of the view.
            show() {
                for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
                    name=${entry##*/}
                    [ -L "$entry" ] || [ -e "$entry" ] || continue
                    [ ! -e "$2/$name" ] || continue
                    if [ -L "$entry" ]; then
                        cp -P "$entry" "$2/$name" || return 1
                        continue
                    elif [ -d "$entry" ]; then
                        mkdir "$2/$name" || return 1
                    else
                        true >"$2/$name" || return 1
                    fi
                    printf '%s %s none rbind 0 0\\n' "$(plain "$entry")" "$(plain "$2/$name")" >>"$R/.tombolo/fstab"
                done
                mount -a -T "$R/.tombolo/fstab" || return 1
                true >"$R/.tombolo/fstab"
            }
            # Makes sure that $1 can be made in the view: the deepest folder that is there becomes one of ours.
            open_up() {
                parent=${1%/*}
                while [ ! -d "$R$parent" ]; do parent=${parent%/*}; done
                if [ -n "$parent" ] && ! grep -qxF "$parent" "$R/.tombolo/opened"; then
                    # Behind links the machine's folder is meant.
                    real=$(cd "$R$parent" && pwd -P) || return 1
                    mount -t tmpfs -o mode=755 tombolo "$real" || return 1
                    show "${real#"$R"}" "$real" || return 1
                    printf '%s\\n' "$parent" >>"$R/.tombolo/opened"
                fi
            }
            # $1 source, $2 target, $3 ro or rw
            place() {
                if [ ! -e "$R$2" ]; then
                    open_up "$2" || give_up "mount"
                    if [ -d "$1" ]; then
                        mkdir -p "$R$2" || give_up "mount"
                    else
                        mkdir -p "$R${2%/*}" && true >"$R$2" || give_up "mount"
                    fi
                    folder=$2
                    while [ -n "$folder" ]; do
                        printf '%s\\n' "$folder"
                        folder=${folder%/*}
                    done >>"$R/.tombolo/opened"
                fi
                mount --bind "$1" "$R$2" || give_up "mount"
                [ "$3" = rw ] || mount -o remount,bind,ro "$R$2" || give_up "mount"
            }
            mount -t tmpfs -o mode=755 tombolo "$R" && cd "$R" || give_up "namespace"
            mkdir .tombolo .tombolo/old && true >.tombolo/fstab && true >.tombolo/opened || give_up "namespace"
            show "" "$R" || give_up "namespace"
            """;

    private static final String LEAVE = """
            [ ! -e "$H/orders/$order/script" ] || cp "$H/orders/$order/script" .tombolo/script || give_up files
            pivot_root . .tombolo/old || give_up namespace
            cd / && umount -l /.tombolo/old && rmdir /.tombolo/old && rm -f /.tombolo/fstab /.tombolo/opened || give_up namespace
            """;

    private RootView() {}

    /// @param become the end of the text: sets the job's environment and executes the command
    static String enter(LaunchPlan plan, String become) {
        var script =
                new StringBuilder("S=$1 H=$2 label=$3 order=$4 W=$5 R=$2/root F=$2/scratch/$3.files\n").append(BUILD);
        if (plan.isolated()) {
            script.append(Isolation.AWAIT);
        }
        int copies = 0;
        for (var each : plan.placed()) {
            var source = Shell.quote(each.source());
            if (each.copy()) {
                var copy = "\"$F/" + copies++ + "\"";
                script.append("mkdir -p \"$F\" && cp -R %s %s || give_up files\n".formatted(source, copy));
                source = copy;
            }
            script.append(
                    "place %s %s %s\n".formatted(source, Shell.quote(each.target()), each.readOnly() ? "ro" : "rw"));
        }
        plan.cwd()
                .map(Shell::quote)
                .ifPresent(cwd ->
                        script.append("[ -d \"$R\"%1$s ] || { open_up %1$s && mkdir -p \"$R\"%1$s; } || give_up cwd\n"
                                .formatted(cwd)));
        var folder = plan.cwd().map(Shell::quote).orElse("\"$W\"");
        if (!plan.secret().isEmpty()) {
            script.append("cp \"$S/secrets/$order.env\" .tombolo/env || give_up secrets\n");
        }
        script.append(LEAVE).append("cd %s || give_up cwd\n".formatted(folder));
        if (plan.anchored() && plan.ordinary().isPresent()) {
            script.append(LaunchPlan.ANCHOR + "=1 sleep 2147483647 </dev/null >/dev/null 2>&1 &\n");
        }
        script.append(become);
        return "exec unshare --mount --propagation private %s%s-- /bin/sh -c %s sh \"$S\" \"$H\" \"$label\" \"$order\" \"$W\"\n"
                .formatted(
                        plan.isolated() ? "--net " : "",
                        plan.ordinary().isPresent() ? "--user --map-root-user " : "",
                        Shell.quote(script.toString()));
    }
}
