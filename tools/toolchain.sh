# Finds a JDK 25 and Maven for ./tombolo and ./dev. Sourced by POSIX sh; starts no process on the way that ./tombolo takes each time.

tombolo_java_wanted=25
tombolo_maven_pinned=3.9.11
tombolo_dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1

# fail TEXT: one message, exit code 2 (bad input: here, a machine that lacks something).
fail() {
    printf 'tombolo: %s\n' "$1" >&2
    exit 2
}

# java_version HOME: prints nothing, sets $version to what HOME/release says, or to nothing.
java_version() {
    version=
    [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            version=${value#\"}
            version=${version%%\"*}
            return 0
        fi
    done <"$1/release"
}

# is_jdk HOME: a full JDK (with compiler), new enough. Sets $version.
is_jdk() {
    version=
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    java_version "$1"
    case ${version%%[!0-9]*} in
        '') return 1 ;;
        *) [ "${version%%[!0-9]*}" -ge "$tombolo_java_wanted" ] ;;
    esac
}

# find_java: sets $java_home and $version, or says how to get a JDK.
find_java() {
    if [ -n "${TOMBOLO_JAVA_HOME:-}" ]; then
        is_jdk "$TOMBOLO_JAVA_HOME" || fail "TOMBOLO_JAVA_HOME=$TOMBOLO_JAVA_HOME is not a JDK $tombolo_java_wanted or newer (found: ${version:-no JDK}); point it at one, or unset it to have one looked for"
        java_home=$TOMBOLO_JAVA_HOME
        return
    fi
    if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
        java_home=$JAVA_HOME
        return
    fi
    java_on_path=$(command -v java || :)
    if [ -n "$java_on_path" ]; then
        java_home=$(readlink -f "$java_on_path" || :)
        java_home=${java_home%/bin/java}
        is_jdk "$java_home" && return
    fi
    for java_home in /usr/lib/jvm/*; do
        is_jdk "$java_home" && return
    done
    fail "no JDK $tombolo_java_wanted found (looked at TOMBOLO_JAVA_HOME, JAVA_HOME, PATH and /usr/lib/jvm).
    Install one, for example Eclipse Temurin $tombolo_java_wanted (package temurin-$tombolo_java_wanted-jdk), or OpenJDK (package openjdk-$tombolo_java_wanted-jdk),
    or unpack any JDK $tombolo_java_wanted and set TOMBOLO_JAVA_HOME to its folder."
}

# maven_version COMMAND: prints its version, digits and points only.
maven_version() {
    "$1" -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1
}

# is_new_maven VERSION: 3.8 or newer.
is_new_maven() {
    case $1 in
        3.[0-7] | 3.[0-7].* | [12].* | '') return 1 ;;
        *) return 0 ;;
    esac
}

# find_maven FOLDER: sets $maven. One that is too old fetches a newer one into FOLDER.
find_maven() {
    maven=$(command -v mvn || :)
    [ -n "$maven" ] || fail "no Maven on PATH. Install it (package maven, 3.8 or newer) and run this again."
    maven_found=$(maven_version "$maven")
    is_new_maven "$maven_found" && return
    maven_old=$maven
    maven=$1/apache-maven-$tombolo_maven_pinned/bin/mvn
    [ -x "$maven" ] && return
    printf 'Maven %s is too old (3.8 or newer is needed): fetching %s\n' "${maven_found:-of an unknown version}" "$tombolo_maven_pinned" >&2
    mkdir -p "$1"
    "$maven_old" -q -B -Dstyle.color=never "$tombolo_dependency_plugin:unpack" -Dartifact="org.apache.maven:apache-maven:$tombolo_maven_pinned:zip:bin" \
        -DoutputDirectory="$1" >&2 || fail "Maven $maven_found is too old and could not fetch $tombolo_maven_pinned: install Maven 3.8 or newer."
    chmod +x "$maven"
}

# with_lock FILE COMMAND...: one at a time for this clone, where the machine has flock(1).
with_lock() {
    lock_file=$1
    shift
    if command -v flock >/dev/null 2>&1; then
        (
            if ! flock -n 9; then
                printf 'another build of this clone is under way: waiting for it\n' >&2
                flock 9
            fi
            "$@" 9>&-
        ) 9>"$lock_file"
    else
        "$@"
    fi
}

# say_errors LOG: what Maven complained about, without its advice; the end of the log where it complained of nothing.
say_errors() {
    if grep -q '^\[ERROR\]' "$1"; then
        grep -E '^\[(ERROR|WARNING)\]|^  Did you mean' "$1" | sed '/-> \[Help/,$d' | head -n 60 >&2
    else
        tail -n 20 "$1" >&2
    fi
}

# now: the time and a space, where CI asks for times.
now() {
    if [ -n "${TOMBOLO_TIMES:-}" ]; then date '+%H:%M:%S '; fi
}

# run_maven LOG ARGUMENTS...: Maven with a progress line (one line a module where the output is no terminal); its own output goes to LOG.
run_maven() {
    maven_log=$1
    shift
    : >"$maven_log"
    maven_status=$(
        {
            JAVA_HOME=$java_home MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow" "$maven" -B -Dstyle.color=never "$@" 2>&1 3>&-
            printf '\ntombolo-maven-ended %s\n' $?
        } | {
            fetched=0
            module='getting ready'
            while IFS= read -r line; do
                case $line in
                    'tombolo-maven-ended '*) printf '%s\n' "${line##* }" ;;
                    *) printf '%s\n' "$line" >>"$maven_log" ;;
                esac
                case $line in
                    'Downloaded from '* | '[INFO] Downloaded from '*) fetched=$((fetched + 1)) ;;
                    '[INFO] Building '*'['*'/'*']')
                        module=${line#'[INFO] Building '}
                        count=${line##*'['}
                        count=${count%']'}
                        module="module ${count%/*} of ${count#*/}: ${module%% *}"
                        [ -t 2 ] || printf '%sbuilding %s\n' "$(now)" "$module" >&2
                        ;;
                    *) continue ;;
                esac
                if [ -t 2 ]; then
                    if [ "$fetched" -gt 0 ]; then
                        printf '\r\033[Kbuilding %s (%s files fetched)' "$module" "$fetched" >&2
                    else
                        printf '\r\033[Kbuilding %s' "$module" >&2
                    fi
                fi
            done
            if [ -t 2 ]; then printf '\r\033[K' >&2; fi
        }
    )
    [ "$maven_status" = 0 ]
}
