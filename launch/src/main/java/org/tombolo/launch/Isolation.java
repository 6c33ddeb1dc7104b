package org.tombolo.launch;

/// A network of its own for one attempt: a network namespace whose only way out is `slirp4netns`, which runs beside it
/// as
/// whoever we are. It needs no privilege, but `/dev/net/tun`; the agent asks it to expose ports. It ends with the
/// attempt.
public final class Isolation {
    /// How an attempt reaches the machine's own loopback.
    public static final String MACHINE = "10.0.2.2";
    /// Who answers for names there.
    public static final String RESOLVER = "10.0.2.3";
    /// Where its socket `api` is, and `ready` once it works: below the folder of an attempt's own files.
    public static final String FOLDER = "net";
    /// Its command.
    public static final String PROGRAM = "slirp4netns";

    /// In the machine's network, before the attempt leaves it: waits until it has, and joins the two.
    static final String BEFORE = """
            mkdir -p "$H/scratch/$label.files/net" || { tell f "$label" network; exit 125; }
            read -r me _ </proc/self/stat
            (
                export TOMBOLO_MONITOR=1
                cd "$H/scratch/$label.files/net" || exit
                exec </dev/null >log 2>&1
                here=$(readlink /proc/self/ns/net)
                while there=$(readlink "/proc/$me/ns/net") && [ "$there" = "$here" ]; do sleep 0.01; done
                exec slirp4netns --configure --mtu=65520 --ready-fd=3 --api-socket=api "$me" tap0 3>ready
            ) &
            """;

    /// Inside: until it can be used. `H` and `label` are set.
    static final String AWAIT = """
            tries=0
            until [ -s "$H/scratch/$label.files/net/ready" ]; do
                tries=$((tries + 1))
                [ $tries -lt 1000 ] || give_up network
                sleep 0.01
            done
            """;

    private Isolation() {}
}
