# Tombolo's supervisor, format 1. Plain POSIX sh; see docs/engines.md for the files that it reads and writes.
#   supervisor.sh main STATE HOME SHELL    one for a machine: starts lanes, reads STATE/control
#   supervisor.sh lane STATE HOME NUMBER   runs the attempts that STATE/lanes/NUMBER names, one after the other
# Nothing here waits for the agent: attempts, and those queued behind them, outlive it. Per attempt: one fork, and
# nothing but what the shell can do by itself. Redirections and reads, byte by byte, are most of what that costs.
role=$1 S=$2 H=$3 lane=$4 shell=$4
set -f
umask 077
LC_ALL=C

# pid and start time of this very process: a process id alone may be somebody else's tomorrow.
identify() {
    read -r stat </proc/self/stat
    pid=${stat%% *}
    set -- ${stat##*) }
    born=${20}
}

# Appends one line. The newline before it ends what a full disk cut short; the dot shows that the line is whole.
tell() {
    until printf '\n%s .\n' "$*" >>"$S/events"; do sleep 1; done
}

# ---- main

main() {
    exec 3<>"$S/control" </dev/null
    identify
    printf '%s %s\n' "$pid" "$born" >"$S/supervisor"
    (
        while sleep 30; do printf '\nt 0 .\n' >&3; done
    ) 2>/dev/null &
    ticker=$!
    # Background jobs of a shell ignore interrupts, and their children would for ever: env puts that right.
    fresh=
    if env --default-signal=INT,QUIT true 2>/dev/null; then fresh='env --default-signal=INT,QUIT'; fi
    lanes=
    while read -r op number end <&3; do
        [ "$end" = . ] || continue
        case $op in
            l)
                $fresh "$shell" "$0" lane "$S" "$H" "$number" 3>&- &
                lanes="$lanes $!"
                ;;
            t)
                [ -p "$S/control" ] || leave
                if [ ! -d "$H/orders" ]; then
                    rm -rf "$S" # the whole factory was deleted
                    leave
                fi
                ;;
            q) leave ;;
        esac
    done
}

# A lane that runs something ends behind it; the others end at once.
leave() {
    kill $ticker $lanes 2>/dev/null
    exit 0
}

# ---- lane

enter_slot() {
    slot=
    memory_file= memory_all_file= peak_file= cpu_file= cpus_file= oom_file=
    [ -r "$S/lanes/$lane.slot" ] || return
    . "$S/lanes/$lane.slot"
    for group in $joins; do
        echo 0 >"$group/cgroup.procs" || return
    done
    slot=yes
}

limit() {
    if [ -n "$memory_file" ] && [ "$1" != "$memory" ]; then
        bytes=$1
        [ "$bytes" != 0 ] || bytes=$unlimited
        [ -z "$memory_all_file" ] || echo "$unlimited" >|"$memory_all_file"
        echo "$bytes" >|"$memory_file" && memory=$1
        [ -z "$memory_all_file" ] || echo "$bytes" >|"$memory_all_file"
    fi
    if [ -n "$cpus_file" ] && [ "$2" != "$cpus" ]; then
        echo "$2" >|"$cpus_file" && cpus=$2
    fi
}

# Processor time so far, in nanoseconds (cgroup v1 and v2 differ in name and unit).
processor() {
    used=-
    if [ -n "$cpu_file" ]; then
        read -r key value <"$cpu_file"
        if [ "$key" = usage_usec ]; then used=${value}000; else used=$key; fi
    fi
}

kills() {
    killed=0
    [ -n "$oom_file" ] || return
    while read -r key value; do
        [ "$key" != oom_kill ] || killed=$value
    done <"$oom_file"
}

# What an attempt leaves behind ends with it. Only in a slot: elsewhere the agent looks for it.
sweep() {
    [ -n "$slot" ] || return
    left=yes rounds=0
    while [ -n "$left" ]; do
        left=
        while read -r other; do
            if [ "$other" != "$pid" ] && kill -KILL "$other"; then left=yes; fi
        done <"$procs_file"
        rounds=$((rounds + 1))
        [ $rounds -lt 100 ] || sleep 0.05
    done
}

# The attempt's scratch folder. In a slot that of the lane, used again as long as it is left as it was made, which its
# time shows: a date that nothing else sets, so that every change is seen, whatever sets it. Elsewhere the agent made one:
# what an attempt left running may still write there.
enter_room() {
    W=$H/scratch/$label
    [ -n "$slot" ] || return
    W=$H/scratch/lane.$lane.$pid.$born
    [ ! -d "$W" ] || return
    mkdir "$W" && touch -t 199903070405.06 "$W" "$S/lanes/$lane.time"
    processor # what making it took is not the attempt's
}

# What it left there is the attempt's until it is forgotten.
leave_room() {
    [ -n "$slot" ] || return
    if [ ! -r "$W" ] || [ ! -w "$W" ] || [ ! -x "$W" ] || [ "$W" -nt "$S/lanes/$lane.time" ] || [ "$W" -ot "$S/lanes/$lane.time" ]; then
        rmdir "$W" || mv "$W" "$H/scratch/$label"
    fi
}

# $1 label, $2 incarnation, $3 order, $4 memory, $5 cores, $6 log folder; further words: NAME=VALUE
attempt() {
    label=$1 incarnation=$2 order=$3
    if ! true >"$S/claims/$label"; then
        if [ -e "$S/claims/$label" ]; then tell x "$label"; else tell r "$label" claim; fi
        return
    fi
    enter_room
    limit "$4" "$5"
    case $6 in
        m) logs=$S/logs ;;
        *) logs=$H/logs ;;
    esac
    shift 6
    before=$used # as the one before it left it: between the two, the shell alone ran
    peak=-
    if [ -n "$peak_reset" ]; then
        echo 0 >|"$peak_file"
    elif [ -n "$peak_file" ]; then
        read -r peak <"$peak_file"
    fi
    peak_before=$peak
    read -r began _ </proc/uptime
    tell s "$label" "$incarnation" "$lane" "$began"
    # What is said from here on, the shell says of how the process ended.
    [ ! -s "$S/lanes/$lane.err" ] || true >|"$S/lanes/$lane.err"
    (
        trap - TERM
        set +C
        exec </dev/null >>"$logs/$label.out" 2>>"$logs/$label.err"
        for each; do export "$each"; done
        export TOMBOLO_ATTEMPT="$label"
        . "$H/orders/$order/launch"
    )
    status=$?
    how=e
    if [ $status -gt 128 ]; then
        # The shell says it aloud when a signal ended the process, but for SIGINT and SIGPIPE.
        said=
        read -r said <"$S/lanes/$lane.err"
        case $said:$status in
            ?*:* | :130 | :141) how=s ;;
        esac
    fi
    if [ $status != 0 ] && [ ! -e "$logs/$label.err" ]; then tell f "$label" log; fi
    sweep
    read -r ended _ </proc/uptime
    processor
    peak=- oom=0
    if [ -n "$peak_file" ]; then
        read -r peak <"$peak_file"
        # Where it cannot be reset it is this attempt's own only if it rose.
        if [ -z "$peak_reset" ] && [ "$peak" = "$peak_before" ]; then peak=-; fi
    fi
    spent=-
    if [ "$used" != - ]; then spent=$((used - before)); fi
    if [ -n "$oom_file" ] && { [ $status != 0 ] || [ "$peak" = "$memory" ]; }; then
        kills
        oom=$((killed - killed_before))
        killed_before=$killed
    fi
    leave_room
    tell e "$label" "$incarnation" $how $status "$began" "$ended" "$spent" "$peak" $oom
}

lane() {
    exec <>"$S/lanes/$lane" 2>>"$S/lanes/$lane.err"
    identify
    memory=? cpus=? peak_reset=
    enter_slot
    kills
    killed_before=$killed
    processor
    printf '%s %s %s\n' "$pid" "$born" "${slot:-no}" >"$S/lanes/$lane.up"
    trap 'exit 0' TERM
    set -C
    while read -r op rest; do
        # A command counts only with its dot: the agent may have died while it wrote.
        case $rest in
            *' .') rest=${rest% .} ;;
            *) continue ;;
        esac
        case $op in
            a) attempt $rest ;;
            y) tell y "$lane" "$rest" ;;
            q) exit 0 ;;
        esac
    done
}

$role
