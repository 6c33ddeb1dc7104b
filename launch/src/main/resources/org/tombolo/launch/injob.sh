# Tombolo's supervisor inside a job of a batch scheduler, format 1. Plain POSIX sh, one a task, nothing of ours on the node.
#   injob.sh HOME ORDER               an attempt; the variables of Slurm say which member of the order
#   injob.sh HOME ORDER LABEL INDEX   one process of an attempt that spans several nodes
# HOME is the shared run folder of the site.
H=$1 order=$2 S=$1 E=$1/events rank=${3-}
set -f
umask 077
LC_ALL=C
element=${SLURM_ARRAY_TASK_ID:-0}
job=$SLURM_JOB_ID
node=${SLURMD_NODENAME:-$(uname -n)}

# Appends one line. Each node has a file of its own: appends of several nodes to one are lost on NFS.
# The newline before it ends what a full disk cut short; the dot shows that the line is whole.
tell() {
    until printf '\n%s .\n' "$*" >>"$E/$node"; do sleep 1; done
}

if [ -n "$rank" ]; then
    label=$3 index=$4
    RANK=${OMPI_COMM_WORLD_RANK:-${PMIX_RANK:-${PMI_RANK:-${SLURM_PROCID:-0}}}}
    LOCAL_RANK=${OMPI_COMM_WORLD_LOCAL_RANK:-${MPI_LOCALRANKID:-${SLURM_LOCALID:-0}}}
    export RANK LOCAL_RANK
    tell() {
        printf 'tombolo: %s could not make its %s\n' "$node" "$3" >&2
    }
else
    # Given up before it started: nobody waits for it.
    [ -r "$H/orders/$order/members" ] || exit 0
    label=
    while read -r number name task; do
        if [ "$number" = "$element" ]; then
            label=$name index=$task
            break
        fi
    done <"$H/orders/$order/members"
    [ -n "$label" ] || exit 1

    # Whoever makes the claim may run it; a second copy, whoever started it, finds the claim and leaves.
    set -C
    if ! printf '%s %s\n' "$job" "$node" >"$H/claims/$label"; then
        if [ -e "$H/claims/$label" ]; then exit 0; fi
        tell r "$label" claim
        exit 1
    fi 2>/dev/null
    set +C
fi

# What a launch needs that shows the attempt files at absolute paths, or an image: a folder of the node's own, laid out like
# an agent's, with links to what was prepared. It may not be on the shared file system: nothing can be laid over an image there.
make_home() {
    L=$W.home
    read -r from number <"$H/orders/$order/view"
    mkdir "$L" "$L/root" "$L/scratch" "$L/secrets" "$L/orders" "$L/orders/$order" || return 1
    : >"$L/events" && ln -s "$H/$from/images" "$L/images" || return 1
    ln -s "$H/$from/orders/$number/root" "$L/orders/$order/root" && ln -s "$H/secrets/$order.env" "$L/secrets" || return 1
    [ ! -e "$H/orders/$order/script" ] || cp "$H/orders/$order/script" "$L/orders/$order/script"
}

W=$(mktemp -d "${TMPDIR:-/tmp}/tombolo.XXXXXX") || {
    tell r "$label" scratch
    exit 1
}
L=
if [ -r "$H/orders/$order/view" ] && ! make_home; then
    rm -rf "$W" "$W.home"
    tell r "$label" home
    exit 1
fi
prober= where=
if [ -z "$rank" ] && [ -r "$H/orders/$order/service" ]; then
    . "$H/orders/$order/service"
    open_ports || {
        close_ports
        rm -rf "$W" "$W.home"
        tell r "$label" "$wrong"
        exit 1
    }
fi
trap : TERM # a polite signal is for the work, which has it too
if [ -z "$rank" ]; then
    exec 2>"$W.said" # what the shell says of how the process ended
    began=$(date +%s%3N)
    tell s "$label" "$job" "$began" $where
fi
if [ -n "${probe:-}" ]; then
    probing &
    prober=$!
fi
(
    trap - TERM
    if [ -z "$rank" ]; then exec </dev/null >>"$H/logs/$label.out" 2>>"$H/logs/$label.err"; fi
    export FB_TASK_ID="$index" TOMBOLO_ATTEMPT="$label"
    # Of several nodes this is the first: it starts the attempt's processes on all of them, or says where they are.
    if [ -z "$rank" ] && [ -r "$H/orders/$order/nodes" ]; then . "$H/orders/$order/nodes"; fi
    launch=$H/orders/$order/launch
    if [ -n "$L" ]; then
        PATH=$PATH:/usr/sbin:/sbin # where pivot_root is; the work gets a PATH of its own
        unshare --mount --user --map-root-user true || {
            tell f "$label" namespaces
            exit 125
        }
        H=$L S=$L
    fi
    . "$launch"
)
status=$?
how=e
if [ -z "$rank" ] && [ $status -gt 128 ]; then
    said=
    read -r said <"$W.said"
    # The shell says it aloud when a signal ended the process, but for SIGINT and SIGPIPE.
    case $said:$status in
        ?*:* | :130 | :141) how=s ;;
    esac
fi
ended=$(date +%s%3N)

# What it leaves behind ends with it, where the scheduler does not see to that.
set +f
left=yes
if [ -n "$rank" ]; then left=; fi # the others on this node are not over; of the last, Slurm ends the step
while [ -n "$left" ]; do
    left=
    for each in $(grep -lsz "^TOMBOLO_ATTEMPT=$label\$" /proc/[0-9]*/environ); do
        each=${each#/proc/}
        if kill -KILL "${each%/environ}" 2>/dev/null; then left=yes; fi
    done
done
if [ -n "$L" ]; then
    while read -r op name what dot; do
        if [ "$op" = f ]; then tell f "$label" "$what"; fi
    done <"$L/events"
    chmod -R u+rwX "$L" # the kernel locks folders of its own
    rm -rf "$L"
fi
if [ -n "$where" ]; then close_ports; fi
rm -rf "$W" "$W.said"
if [ -z "$rank" ]; then tell e "$label" "$job" $how $status "$began" "$ended"; fi
exit $status
