# Packs an archive that needs no Java. Sourced by ./dev, which has found a JDK.
#
#   bin/tombolo    the launcher (tools/dist-launcher)
#   runtime/       a JDK with what Tombolo and its examples use, made by jlink
#   lib/           jars, cli.classpath, server.classpath, cli.aot
#   docs/ examples/ README.md LICENSE

# What the runtime holds. jdk.compiler: single-file Java programs of workflows (without ct.sym, which only `--release` reads).
# jdk.httpserver: the examples' servers. jdk.unsupported: libraries' Unsafe. jdk.zipfs: opening archives. jdk.jcmd: help when something hangs.
# Modules are not compressed: the archive is, and does it better. No archive of the JDK's own classes (4 MB): ours hold what the
# command line and the server need of them; programs of workflows start a little slower.
runtime_modules=java.base,java.compiler,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.compiler,jdk.httpserver,jdk.jcmd,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
most_bytes=$((60 * 1024 * 1024))

# pack: sets TOMBOLO_DIST to the archive.
pack() {
    architecture=$(uname -m)
    dist=$root/target/dist
    ./tombolo version >/dev/null || return 1
    read -r app <target/tombolo/current
    name=tombolo-$(sed -n 's|^    <version>\(.*\)</version>|\1|p' pom.xml)-linux-$architecture
    folder=$dist/$name
    rm -rf "$dist"
    mkdir -p "$folder/bin" "$folder/lib"
    "$java_home/bin/jlink" --add-modules "$runtime_modules" --strip-java-debug-attributes --no-header-files --no-man-pages --vm=server \
        --exclude-files '**/ct.sym' --compress=zip-0 --output "$folder/runtime" >"$work/jlink.log" 2>&1 || {
        tail -n 5 "$work/jlink.log" >&2
        return 1
    }
    cp LICENSE README.md "$folder/"
    for extra in docs examples; do
        if [ -d "$extra" ]; then cp -r "$extra" "$folder/"; fi
    done
    cp tools/dist-launcher "$folder/bin/tombolo"
    chmod 755 "$folder/bin/tombolo"
    pack_jars
    train_packed || return 1
    TOMBOLO_DIST=$dist/$name.tar.gz
    tar -C "$dist" --owner=0 --group=0 --numeric-owner --sort=name -cf - "$name" | gzip -9 >"$TOMBOLO_DIST"
    size=$(wc -c <"$TOMBOLO_DIST")
    printf '%s: %s MB\n' "${TOMBOLO_DIST#"$root"/}" "$((size / 1024 / 1024))"
    [ "$size" -le "$most_bytes" ] || {
        printf 'the archive is larger than %s MB\n' "$((most_bytes / 1024 / 1024))" >&2
        return 1
    }
}

# pack_jars: what both class paths name, SQLite's native library only for this architecture; the class paths by file name.
pack_jars() {
    for part in cli server; do
        read -r paths <"$app/$part.classpath"
        names=
        old_ifs=$IFS
        IFS=:
        for jar in $paths; do
            names=$names:${jar##*/}
            if ! [ -e "$folder/lib/${jar##*/}" ]; then cp "$jar" "$folder/lib/"; fi
        done
        IFS=$old_ifs
        printf '%s\n' "${names#:}" >"$folder/lib/$part.classpath"
    done
    for jar in "$folder"/lib/sqlite-jdbc-*.jar; do
        slim_sqlite "$jar"
    done
    touch -d '2026-11-01T00:00:00Z' "$folder"/lib/*.jar # the AOT cache checks their times, which tar keeps
}

slim_sqlite() {
    scratch=$dist/sqlite
    mkdir -p "$scratch"
    (
        cd "$scratch"
        "$java_home/bin/jar" xf "$1"
        mv org/sqlite/native/Linux/"$architecture" kept
        rm -rf org/sqlite/native
        mkdir -p org/sqlite/native/Linux
        mv kept org/sqlite/native/Linux/"$architecture"
        "$java_home/bin/jar" --create --file "$1" --manifest META-INF/MANIFEST.MF --date 2026-11-01T00:00:00Z .
    )
    rm -rf "$scratch"
}

# train_packed: both caches, by the runtime that the archive brings.
train_packed() {
    names=$(cat "$folder/lib/server.classpath")
    server_classpath=
    old_ifs=$IFS
    IFS=:
    for jar in $names; do server_classpath=$server_classpath:$folder/lib/$jar; done
    IFS=$old_ifs
    sh tools/train-server.sh "$folder/runtime/bin/java" "${server_classpath#:}" "$folder/lib" "$folder" "$folder/lib/server.aot" >"$work/dist-train.log" 2>&1 || {
        tail -n 5 "$work/dist-train.log" >&2
        return 1
    }
    TOMBOLO_AOT=train "$folder/bin/tombolo" version >"$work/dist-train.log" 2>&1 && [ -s "$folder/lib/cli.aot" ] || {
        tail -n 5 "$work/dist-train.log" >&2
        return 1
    }
}

# bare_debian: sets TOMBOLO_BARE_DEBIAN to a root folder with Debian's smallest set of packages, made once, outside the clone.
bare_debian() {
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-stable}")
    TOMBOLO_BARE_DEBIAN=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/tombolo/debian-$codename-minbase
    [ ! -e "$TOMBOLO_BARE_DEBIAN/whole" ] || return 0
    rm -rf "$TOMBOLO_BARE_DEBIAN"
    mkdir -p "$TOMBOLO_BARE_DEBIAN"
    mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' "Codename: $codename" 2>/dev/null | head -n 1)
    printf '%sunpacking a bare Debian %s for the test of the archive\n' "$(now)" "$codename" >&2
    PATH="$PATH:/usr/sbin:/sbin" debootstrap --variant=minbase "$codename" "$TOMBOLO_BARE_DEBIAN" $mirror >"$work/debootstrap.log" 2>&1 || {
        tail -n 5 "$work/debootstrap.log" >&2
        return 1
    }
    : >"$TOMBOLO_BARE_DEBIAN/whole"
}
