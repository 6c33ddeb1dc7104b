# Tests on a real Slurm cluster of Debian packages (testbed/slurm), run by an ordinary user of it on its login node. Sourced by ./dev.
#
#   TOMBOLO_SLURM_SUITE   bookworm (Slurm 22.05, the default), trixie (24.11) or sid (26.05)

slurm_modules='engine-slurm testkit'

# slurm_tests: what the nodes are shown lies outside the clone, whose path may be one that no option can carry.
slurm_tests() {
    shown=$(mktemp -d /tmp/tombolo-slurm.XXXXXX)
    export SLURM_TESTBED_STATE=/var/cache/tombolo/slurm SLURM_TESTBED_NAME=tests
    export SLURM_TESTBED_SUITE="${TOMBOLO_SLURM_SUITE:-bookworm}" SLURM_TESTBED_BIND="$java_home:/jdk $shown:/tests"
    export SLURM_TESTBED_MIRROR="${SLURM_TESTBED_MIRROR:-$(debian_mirror)}"
    cp -r examples "$shown/"
    cp tools/logback-test.xml "$shown/"
    for module in $slurm_modules; do copy_classes "$module" "$shown/$module"; done
    chmod -R a+rX "$shown"
    printf '%stests on Slurm of %s\n' "$(now)" "$SLURM_TESTBED_SUITE" >&2
    result=0
    if testbed/slurm down && testbed/slurm up; then
        for module in $slurm_modules; do slurm_module "$module" || result=1; done
    else
        result=1
    fi >"$work/slurm.log" 2>&1
    testbed/slurm down >>"$work/slurm.log" 2>&1 || result=1
    [ $result = 0 ] || tail -n 5 "$work/slurm.log" >&2
    rm -rf "$shown"
    return $result
}

# slurm_module MODULE
slurm_module() {
    classpath=
    for entry in $(ls "$shown/$1/lib" | sort -n); do classpath=$classpath:/tests/$1/lib/$entry; done
    said=0
    testbed/slurm exec alice sh -c 'mkdir -p "$HOME/tmp" "$HOME/reports/$1" && cd "/tests/$1" && exec /jdk/bin/java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
        -Dlogback.configurationFile=/tests/logback-test.xml -Djava.io.tmpdir="$HOME/tmp" -cp "$2" org.junit.platform.console.ConsoleLauncher execute --disable-banner --details=none \
        --scan-classpath="/tests/$1/lib/1-test-classes" --include-tag=slurm --reports-dir="$HOME/reports/$1"' sh "$1" "${classpath#:}" || said=$?
    eval "$(testbed/slurm env)"
    mkdir -p "$work/reports/$1-slurm"
    cp "$SLURM_TESTBED_HOME/alice/reports/$1"/TEST-*.xml "$work/reports/$1-slurm/" || return 1
    [ "$said" -le 1 ] # 1: a test failed, which its report tells
}
