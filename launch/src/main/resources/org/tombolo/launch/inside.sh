# Runs a command beside what an attempt runs: in its view of the files, its environment, its folder. POSIX sh, but for nsenter where
# the attempt has a view of its own, GNU xargs, which passes values on as they are, and `script` for a terminal.
#   inside.sh LABEL ID COMMAND...      without a command: a shell
# TOMBOLO_TERM, TOMBOLO_ROWS, TOMBOLO_COLUMNS in the environment: with a terminal of its own.
label=$1 id=$2
LC_ALL=C
umask 077

if [ -n "${TOMBOLO_TERM:-}" ] && [ -z "${TOMBOLO_INNER:-}" ]; then
    command -v script >/dev/null || {
        echo "$(uname -n) has no \`script\` (util-linux) to make a terminal with: run it without one" >&2
        exit 126
    }
    words="/bin/sh '$0'"
    for each in "$@"; do words="$words '$(printf '%s.' "$each" | sed "s/'/'\\\\''/g")"; words="${words%.}'"; done
    export TOMBOLO_INNER=1
    SHELL=/bin/sh exec script --quiet --flush --return --echo always --command "stty rows $TOMBOLO_ROWS cols $TOMBOLO_COLUMNS; exec $words" /dev/null
fi
shift 2

# The attempt's own process: the oldest that has its label, but for those that only make its view or its container.
find_main() {
    main= born=
    for each in $(grep -lsz "^TOMBOLO_ATTEMPT=$label\$" /proc/[0-9]*/environ); do
        pid=${each#/proc/} pid=${pid%/environ}
        if grep -qsz '^TOMBOLO_EXEC=' "$each"; then continue; fi
        program=$(tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | head -n 1)
        case ${program##*/} in
            '' | unshare | slirp4netns | podman | conmon | crun | runc | bwrap | apptainer | starter | starter-suid | ch-run) continue ;;
        esac
        if grep -qsz '^S=\$1 H=\$2 label=\$3' "/proc/$pid/cmdline"; then continue; fi
        read -r stat <"/proc/$pid/stat" 2>/dev/null || continue
        since=$(printf '%s\n' "${stat##*) }" | cut -d ' ' -f 20)
        if [ -z "$born" ] || [ "$since" -lt "$born" ]; then main=$pid born=$since; fi
    done
    [ -n "$main" ]
}
tries=0
until find_main; do
    tries=$((tries + 1))
    if [ $tries -gt 40 ]; then
        echo "no process of $label is seen on $(uname -n): it is still being launched, or has ended" >&2
        exit 126
    fi
    sleep 0.25
done

W=$(mktemp -d "${TMPDIR:-/tmp}/tombolo-inside.XXXXXX") || exit 126
trap 'rm -rf "$W"' EXIT
{
    cat "/proc/$main/environ"
    printf 'TOMBOLO_EXEC=%s\0' "$id"
    if [ -n "${TOMBOLO_TERM:-}" ]; then printf 'TERM=%s\0' "$TOMBOLO_TERM"; fi
    printf '%s\0' sh -c '"$@" 3<&- 4>&-; echo $? >&4' sh
    if [ $# -gt 0 ]; then
        printf '%s\0' "$@"
    else
        printf '%s\0' sh -c 'if [ -x /bin/bash ]; then exec /bin/bash; else exec /bin/sh; fi'
    fi
} >"$W/words"
exec 3<"$W/words" 4>"$W/status"

set --
if [ "$(readlink "/proc/$main/ns/mnt")" != "$(readlink /proc/self/ns/mnt)" ]; then
    set -- nsenter --target "$main" --mount --root --wd
    if [ "$(readlink "/proc/$main/ns/user")" != "$(readlink /proc/self/ns/user)" ]; then set -- "$@" --user --preserve-credentials; fi
    if [ "$(readlink "/proc/$main/ns/net")" != "$(readlink /proc/self/ns/net)" ]; then set -- "$@" --net; fi
    set -- "$@" --
else
    cd "/proc/$main/cwd" || exit 126
fi
xargs -0 -x -s 1000000 -a /dev/fd/3 "$@" env -i
status=
read -r status <"$W/status"
exit "${status:-126}"
