#!/bin/sh
# Makes the server's AOT cache (JEP 514): starts a server on a state folder of its own, lets it get ready and carry out a few
# runs, so that the cache holds what work needs too, and ends it.
# usage: train-server.sh JAVA CLASSPATH APP INSTALL CACHE
set -eu

java=$1
classpath=$2
app=$3
install=$4
cache=$5
home=$(mktemp -d "${TMPDIR:-/tmp}/tombolo-train.XXXXXX")
server=
cleanup() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || :; fi
    rm -rf "$home" "$cache.part" "$cache.part.config"
}
trap cleanup EXIT
trap 'exit 1' TERM

# The flags that decide what a cache fits are those of org.tombolo.cli's Launch.
TOMBOLO_HOME=$home "$java" -XX:+UseSerialGC -XX:-UsePerfData -XX:AOTCacheOutput="$cache.part" --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 \
    -Dtombolo.app="$app" -Dtombolo.install="$install" -cp "$classpath" org.tombolo.server.Main >"$home/said" &
server=$!
tries=0
until [ -s "$home/said" ]; do # its one line when it is ready
    kill -0 "$server"
    tries=$((tries + 1))
    [ "$tries" -lt 600 ]
    sleep 0.1
done

# Without them the cache only holds less: their failure is no reason to have none.
printf 'version: v4\njobs:\n  many:\n    task-array: {start: 1, end: 1000}\n    command: ["true"]\n' >"$home/many.yaml"
client() {
    TOMBOLO_HOME=$home timeout 60 "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dtombolo.app="$app" -Dtombolo.install="$install" \
        -cp "$classpath" org.tombolo.cli.Main "$@" </dev/null || :
}
for path in "$install/examples/hello" "$install/examples/diamond" "$home/many.yaml"; do client run "$path"; done
sleep 1 # what has ended is forgotten, and the supervisor of an agent that has nothing left ends with it
client ps

kill "$server"
wait "$server" || :
server=
mv "$cache.part" "$cache"
