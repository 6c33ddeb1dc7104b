#!/bin/sh
# Makes the server's AOT cache (JEP 514): starts a server on a state folder of its own, lets it get ready, ends it.
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
kill "$server"
wait "$server" || :
server=
mv "$cache.part" "$cache"
