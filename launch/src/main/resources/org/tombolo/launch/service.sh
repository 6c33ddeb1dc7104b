# Beside injob.sh, for services: the ports that they get of their node, and whether they are ready. Sourced; sees its variables and `tell`.
# The order has set:
#   ports                       NAME:VARIABLE:NUMBER ...; number 0: any that is free
#   probe                       http | tcp | exec, or nothing
#   delay period limit          in seconds
#   successes failures          how many in a row
#   port path scheme            of the probe; the port's number, or the variable that has it
# and for http the function `headers` that calls `add` with each; for exec the function `command_of` that calls `run` with its words.

# Whether somebody listens at it, as the kernel tells.
is_busy() {
    hex=$(printf %04X "$1")
    grep -Eqis "^ *[0-9]+: [0-9A-F]+:$hex [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6 ||
        grep -Eqis "^ *[0-9]+: [0-9A-F]+:$hex " /proc/net/udp /proc/net/udp6
}

# No other service of ours on this node takes it between now and when it is listened at.
take() {
    mark=/tmp/.tombolo-port-$1
    if [ -e "$mark" ]; then
        owner=
        read -r owner <"$mark" || return 1
        if [ -d "/proc/$owner" ]; then return 1; fi
        rm -f "$mark" || return 1
    fi 2>/dev/null
    set -C
    if ! echo $$ >"$mark"; then
        set +C
        return 1
    fi 2>/dev/null
    set +C
    marks="$marks $mark"
    ! is_busy "$1"
}

pick() {
    tries=0
    while [ $tries -lt 200 ]; do
        number=$(($(od -An -N2 -tu2 /dev/urandom) % 10000 + 20000))
        if take $number; then return 0; fi
        tries=$((tries + 1))
    done
    return 1
}

# What others reach this node by: Slurm's own address of it, as a number.
address() {
    for each in "$(scontrol show node "$node" 2>/dev/null | sed -n 's/.*NodeAddr=\([^ ]*\).*/\1/p')" "$node" "$(uname -n)" $(hostname -I 2>/dev/null); do
        if [ -n "$each" ]; then
            getent ahostsv4 "$each" | while read -r number rest; do
                case $number in
                    127.*) ;;
                    *)
                        echo "$number"
                        break
                        ;;
                esac
            done
        fi
    done | head -n 1
}

# Sets `where`, which the line of the start has, or `wrong`.
marks= where= wrong=
open_ports() {
    for each in $ports; do
        key=${each%%:*} number=${each##*:} variable=${each#*:} variable=${variable%:*}
        if [ "$number" != 0 ]; then
            take "$number" || {
                wrong=port:$number
                return 1
            }
        else
            pick || {
                wrong=port:any
                return 1
            }
        fi
        export "$variable=$number"
        where="$where $key=$number"
    done
    number=$(address)
    export TOMBOLO_ADDRESS="${number:-$node}"
    probed=yes
    [ -n "$probe" ] || probed=no
    where="$probed $node $TOMBOLO_ADDRESS$where"
}

close_ports() {
    if [ -n "${prober:-}" ]; then kill -KILL "$prober"; fi 2>/dev/null
    if [ -n "$marks" ]; then rm -f $marks; fi
}

# The answer's status, by what the node has.
asked() {
    url=$scheme://$TOMBOLO_ADDRESS:$at$path
    set --
    if command -v curl >/dev/null; then
        add() { set_headers="$set_headers
header = \"$(printf '%s' "$1: $2" | sed 's/[\\"]/\\&/g')\""; }
        set_headers=
        headers
        printf '%s\n' "$set_headers" | curl --silent --insecure --noproxy '*' --max-time "$limit" --output /dev/null --write-out '%{http_code}' --config - -- "$url"
    elif command -v wget >/dev/null; then
        words=
        add() { words="$words --header='$(printf '%s' "$1: $2" | sed "s/'/'\\\\''/g")'"; }
        headers
        eval "wget -S -q -O /dev/null -t 1 -T '$limit' --no-proxy --max-redirect=0 --no-check-certificate $words -- \"\$url\"" 2>&1 |
            sed -n 's/^ *HTTP\/[0-9.]* \([0-9]*\).*/\1/p' | tail -n 1
    elif [ "$scheme" = http ] && command -v bash >/dev/null; then
        text=
        add() { text="$text$1: $2
"; }
        headers
        timeout -s KILL "$limit" bash -c 'exec 3<>"/dev/tcp/$TOMBOLO_ADDRESS/$1" && printf "%s\r\n" "GET $2 HTTP/1.0" "Host: $TOMBOLO_ADDRESS:$1" >&3 &&
            printf "%s" "$3" | while IFS= read -r line; do printf "%s\r\n" "$line" >&3; done; printf "\r\n" >&3; read -r _ code _ <&3 && echo "$code"' sh "$at" "$path" "$text"
    else
        echo none
    fi 2>/dev/null
}

passes() {
    case $port in
        [0-9]*) at=$port ;;
        ?*) eval "at=\$$port" ;;
    esac
    case $probe in
        http)
            case $(asked) in
                [23][0-9][0-9]) return 0 ;;
                *) return 1 ;;
            esac
            ;;
        tcp)
            if command -v bash >/dev/null; then
                timeout -s KILL "$limit" bash -c ': <>"/dev/tcp/$TOMBOLO_ADDRESS/$1"' sh "$at"
            else
                is_busy "$at"
            fi
            ;;
        exec)
            run() { timeout -s KILL "$limit" /bin/sh "$inside" "$label" probe "$@"; }
            command_of
            ;;
    esac </dev/null >/dev/null 2>&1
}

# As Kubernetes does it: nothing before the delay, then once a period.
probing() {
    trap '' TERM
    good=0 bad=0 ready=no
    sleep "$delay"
    if [ "$probe" = http ] && ! command -v curl >/dev/null && ! command -v wget >/dev/null; then
        if [ "$scheme" != http ] || ! command -v bash >/dev/null; then
            echo "tombolo: node $node has neither curl nor wget to ask its probe with" >>"$H/logs/$label.err"
        fi
    fi
    while :; do
        if passes; then good=$((good + 1)) bad=0; else good=0 bad=$((bad + 1)); fi
        if [ $good -ge "$successes" ] && [ $ready = no ]; then
            ready=yes
            tell y "$label"
        elif [ $bad -ge "$failures" ] && [ $ready = yes ]; then
            ready=no
            tell n "$label"
        fi
        sleep "$period"
    done
}
