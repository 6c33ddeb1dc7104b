# What ./dev test runs. Sourced by ./dev. A part is a tag of JUnit, but for `unit` (no tag), `hosts` and `sim` (modules, with all their tags).
# Tags: slow postgres slurm containers mpi chaos faults fuzz data dist docs examples are left out of the fast tier. Some say who runs a test where ./dev is run by root:
# `postgres` runs as an ordinary user only (initdb refuses root), `slurm` as a user of a cluster, on it; `as-user`,
# `containers`, `mpi` and `examples` a second time as one.

parts='unit slow postgres slurm hosts containers mpi sim chaos faults fuzz data dist docs examples'
slow_tags='slow postgres slurm containers mpi chaos faults fuzz data dist docs examples'
ordinary_user=tombolo-test
hosts_modules='launch agent engine-hosts'

# need PART: the commands that a part cannot run without, and the Debian package of each, as COMMAND=PACKAGE.
need() {
    case $1 in
        postgres) printf '%s\n' 'initdb=postgresql' ;;
        containers) printf '%s\n' 'bwrap=bubblewrap' 'ch-run=charliecloud' 'podman=podman' 'crun=crun' 'catatonit=catatonit' 'busybox=busybox-static' 'skopeo=skopeo' 'docker-registry=docker-registry' 'htpasswd=apache2-utils' 'buildah=buildah' 'debian-pip=python3-pip' 'unsquashfs=squashfs-tools' 'debootstrap=debootstrap' 'openssl=openssl' 'slirp4netns=slirp4netns' 'dockerd=docker.io' ;;
        examples) need mpi && printf '%s\n' 'debian-torch=python3-torch' ;;
        mpi) printf '%s\n' 'mpirun.openmpi=openmpi-bin' 'mpicc.openmpi=libopenmpi-dev' 'mpirun.mpich=mpich' 'mpicc.mpich=libmpich-dev' ;;
        dist) printf '%s\n' 'debootstrap=debootstrap' 'unshare=util-linux' ;;
        hosts | chaos) printf '%s\n' 'unshare=util-linux' ;;
        faults) printf '%s\n' 'unshare=util-linux' 'mkfs.btrfs=btrfs-progs' ;;
        slow) printf '%s\n' 'strace=strace' 'zsh=zsh' 'fish=fish' ;;
        slurm) printf '%s\n' 'debootstrap=debootstrap' 'ip=iproute2' 'unshare=util-linux' ;;
    esac
}

has() {
    case $1 in
        debian-pip) [ -d /usr/lib/python3/dist-packages/pip ] ;;
        debian-torch) [ -d /usr/lib/python3/dist-packages/torch ] ;;
        initdb) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ;;
        *) PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1 ;;
    esac
}

is_root() {
    [ "$(id -u)" = 0 ]
}

# as_root COMMAND...: by sudo where we are not root and sudo asks nothing.
as_root() {
    if is_root; then "$@"; else sudo -n "$@"; fi
}

install_packages() {
    missing=
    for part in $1; do
        for needed in $(need "$part"); do
            has "${needed%=*}" || missing="$missing ${needed#*=}"
        done
    done
    [ -n "$missing" ] || return 0
    printf 'installing Debian packages:%s\n' "$missing" >&2
    {
        as_root apt-get update -q &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
    } >"$work/packages.log" 2>&1 || {
        tail -n 5 "$work/packages.log" >&2
        printf 'could not install them; see %s\n' "$work/packages.log" >&2
    }
}

# debian_mirror: where this machine gets its packages from; nothing where apt does not say.
debian_mirror() {
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' "Codename: $(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-stable}")" 2>/dev/null | head -n 1
}

# lacking PART: prints why a part cannot run on this machine, or nothing.
lacking() {
    for needed in $(need "$1"); do
        has "${needed%=*}" || printf 'needs %s: ./dev test --install installs package %s' "${needed%=*}" "${needed#*=}"
    done
    if [ "$1" = dist ] && ! is_root; then printf 'needs root, to enter a bare Debian'; fi
    if [ "$1" = slurm ] && ! is_root; then printf 'needs root, to make the nodes of a cluster'; fi
}

contains() {
    case " $1 " in *" $2 "*) return 0 ;; *) return 1 ;; esac
}

commas() {
    printf '%s' "$1" | sed 's/^ *//; s/ *$//; s/  */,/g'
}

run_tests() {
    install=no
    only=
    [ "${CI:-}" != true ] || install=yes
    while [ $# -gt 0 ]; do
        case $1 in
            --install) install=yes ;;
            --only)
                [ $# -gt 1 ] || fail "--only needs the name of a part: $parts, or of a module"
                only=$2
                shift
                ;;
            *) fail "test knows --install and --only NAME, not $1" ;;
        esac
        shift
    done
    if [ -n "$only" ] && ! contains "$parts unsettled" "$only" && ! [ -f "$only/pom.xml" ]; then
        fail "no part or module $only; parts: $parts"
    fi
    ready
    wanted=${only:-$parts}
    [ "$install" = no ] || install_packages "$wanted"
    left_out=
    absent=
    for part in $wanted; do
        why=$(lacking "$part")
        if [ -n "$why" ]; then
            absent="$absent $part"
            left_out="$left_out
left out: $part: $why"
        fi
    done
    started=$(date +%s)
    rm -rf "$work/reports" ./*/target/surefire-reports
    mkdir -p "$work/reports"
    built=yes
    if contains "$wanted" dist && ! contains "$absent" dist; then
        . "$root/tools/dist.sh"
        pack && bare_debian || built=no
        export TOMBOLO_DIST TOMBOLO_BARE_DEBIAN
    fi
    if contains "$wanted" containers && ! contains "$absent" containers && is_root; then
        . "$root/tools/unstable.sh"
        unstable_debian || built=no
        export TOMBOLO_UNSTABLE_DEBIAN
    fi
    test_with_maven || built=no
    if is_root; then test_as_ordinary_user || built=no; fi
    if contains "$wanted" slurm && ! contains "$absent" slurm; then
        . "$root/tools/slurm.sh"
        slurm_tests || built=no
    fi
    printf '%s' "${left_out#?}"
    [ -z "$left_out" ] || printf '\n'
    printf 'took %s s\n' "$(($(date +%s) - started))"
    end_tests
}

# test_with_maven: one strict build with the tests that are wanted. A failing test does not stop the others.
test_with_maven() {
    excluded="golden unsettled slurm $absent" # golden is written by ./dev golden only; unsettled: docs/status.md says why
    groups=
    if is_root; then excluded="$excluded postgres"; fi
    set -- verify
    case $only in
        '') ;;
        unit) excluded="golden unsettled $slow_tags" ;;
        unsettled) excluded=golden groups=unsettled ;;
        hosts)
            excluded="$excluded containers mpi"
            set -- "$@" "-Dtest=org/tombolo/launch/**,org/tombolo/agent/**,org/tombolo/enginehosts/**" -pl "$(commas "$hosts_modules")" -am
            ;;
        *) if contains "$slow_tags" "$only"; then
            groups=$only
        else
            set -- "$@" "-Dtest=org/tombolo/$(printf '%s' "$only" | tr -d -)/**" -pl "$only" -am
        fi ;;
    esac
    if { is_root && [ "$only" = postgres ]; } || [ "$only" = slurm ]; then set -- "$@" -DskipTests; fi
    maven "$work/test.log" --fail-at-end -Dmaven.test.failure.ignore=true -Dsurefire.failIfNoSpecifiedTests=false \
        "-Dtombolo.tests.tags=$groups" "-Dtombolo.tests.excludedTags=$(commas "$excluded")" "$@"
}

# test_as_ordinary_user: the tests that root may not, or should not alone, run. From a copy that the user can read.
# The modules of `hosts` as a whole, where there is a user for it: what they do differs most between root and others.
test_as_ordinary_user() {
    tags=
    if { contains "$wanted" postgres || [ "$only" = journal ]; } && ! contains "$absent" postgres; then tags="$tags postgres"; fi
    if contains "$wanted" containers && ! contains "$absent" containers; then tags="$tags containers"; fi
    for part in mpi examples; do
        if contains "$wanted" $part && ! contains "$absent" $part; then tags="$tags $part"; fi
    done
    if ! contains "$slow_tags" "${only:-none}"; then tags="$tags as-user"; fi
    tagged=$(for tag in $tags; do grep -rlF "@Tag(\"$tag\")" --include=*.java ./*/src/test 2>/dev/null || :; done | cut -d/ -f2 | sort -u)
    whole=
    if [ "$install" = yes ] || getent passwd "$ordinary_user" >/dev/null; then
        for module in $hosts_modules; do
            if contains "$wanted" hosts && [ -d "$module/target/test-classes" ]; then whole="$whole $module"; fi
        done
    fi
    case $only in
        '' | postgres | hosts | containers | mpi | examples) ;;
        *) tagged=$(printf '%s\n' "$tagged" | grep -Fx "$only" || :) ;;
    esac
    [ -n "$tagged$whole" ] || return 0
    choose_ordinary_user
    if contains "$tags" containers; then start_docker; fi
    home=$(mktemp -d /tmp/tombolo-test.XXXXXX)
    cp -r examples "$home/"
    result=0
    for module in $tagged; do
        if ! contains "$whole" "$module"; then test_module_as_user "$module" "$(filters --include-tag "$tags")" || result=1; fi
    done
    for module in $whole; do
        left=$absent
        if [ "$only" = hosts ]; then left="$left containers mpi"; fi
        test_module_as_user "$module" "$(filters --exclude-tag "$left")" || result=1
    done
    rm -rf "$home"
    end_docker
    return $result
}

# An engine of Docker's that the ordinary user may use, until its input ends.
start_docker() {
    rm -f "$work/docker.in" "$work/docker.out"
    mkfifo "$work/docker.in" "$work/docker.out"
    "$root/tools/docker-engine" "$(id -g "$ordinary_user")" <"$work/docker.in" >"$work/docker.out" 2>"$work/docker.log" &
    docker=$!
    exec 8>"$work/docker.in"
    read -r TOMBOLO_TEST_DOCKER <"$work/docker.out" || TOMBOLO_TEST_DOCKER=unix:///no/engine/started
    rm -f "$work/docker.in" "$work/docker.out"
}

end_docker() {
    [ -n "${docker:-}" ] || return 0
    exec 8>&-
    wait "$docker" || :
    docker=
}

# filters OPTION TAGS: the option once for each tag.
filters() {
    for tag in $2; do printf '%s=%s ' "$1" "$tag"; done
}

choose_ordinary_user() {
    if ! getent passwd "$ordinary_user" >/dev/null; then
        if [ "$install" = yes ]; then
            useradd --create-home --user-group "$ordinary_user"
        else
            ordinary_user=nobody
        fi
    fi
    printf '%stests of %sas user %s\n' "$(now)" "$(printf '%s ' $tagged $whole)" "$ordinary_user" >&2
}

# copy_classes MODULE FOLDER: what its tests need, into FOLDER/lib; sets classpath. The entries are numbered: their order counts.
copy_classes() {
    mkdir -p "$2/lib"
    classpath=
    number=0
    old_ifs=$IFS
    IFS=:
    entries=$root/$1/target/test-classes:$root/$1/target/classes:$(cat "$1/target/test.classpath")
    for entry in $entries; do
        [ -e "$entry" ] || continue
        number=$((number + 1))
        cp -r "$entry" "$2/lib/$number-${entry##*/}"
        classpath=$classpath:$2/lib/$number-${entry##*/}
    done
    IFS=$old_ifs
}

# test_module_as_user MODULE FILTERS
test_module_as_user() {
    copy=$home/$1
    engine=
    [ "$1" != engine-hosts ] || engine=${TOMBOLO_TEST_DOCKER:-} # elsewhere root's tests are enough
    mkdir -p "$copy/reports" "$copy/tmp" "$copy/tools"
    cp tools/logback-test.xml "$copy/tools/"
    copy_classes "$1" "$copy"
    group=$(id -g "$ordinary_user")
    chown -R "$ordinary_user:$group" "$home"
    said=0
    (
        cd "$copy"
        setpriv --reuid="$ordinary_user" --regid="$group" --clear-groups env -i HOME="$copy" TMPDIR="$copy/tmp" PATH="$PATH" LANG=C.UTF-8 \
            JAVA_HOME="$java_home" CI="${CI:-}" TOMBOLO_UNSTABLE_DEBIAN="${TOMBOLO_UNSTABLE_DEBIAN:-}" TOMBOLO_TEST_DOCKER="$engine" "$java_home/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Djava.io.tmpdir="$copy/tmp" \
            -Dlogback.configurationFile="$copy/tools/logback-test.xml" -cp "${classpath#:}" org.junit.platform.console.ConsoleLauncher execute \
            --disable-banner --details=none --scan-classpath="$copy/lib/1-test-classes" $2 --reports-dir="$copy/reports"
    ) >"$work/$1-as-user.log" 2>&1 8>&- || said=$?
    mkdir -p "$work/reports/$1"
    cp "$copy"/reports/TEST-*.xml "$work/reports/$1/" 2>/dev/null || {
        tail -n 20 "$work/$1-as-user.log" >&2
        return 1
    }
    [ "$said" -le 1 ] # 1: a test failed, which its report tells
}

summary() {
    "$java_home/bin/java" testkit/src/main/java/org/tombolo/testkit/reports/TestReports.java "$@" ./*/target/surefire-reports "$work"/reports/*
}

# end_tests: the last line is `N passed, N failed, N skipped`; the exit code is 0 only if something ran and all of it passed.
end_tests() {
    ended=0
    strict=
    if [ "${CI:-}" = true ]; then strict=--nothing-left-out; fi
    [ "$built" = yes ] || printf 'a build or a part did not end well: see above, and target/dev\n'
    if [ "${CI:-}" = true ] && [ -n "$left_out" ]; then
        printf 'CI=true: nothing may be left out\n'
        built=no
    fi
    summary $strict || ended=1
    [ "$built" = yes ] || ended=1
    return $ended
}
