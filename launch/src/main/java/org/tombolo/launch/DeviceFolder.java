package org.tombolo.launch;

/// Text that makes a `/dev` of an attempt's own: what every program needs, and what the attempt was granted.
final class DeviceFolder {
    private static final String NODES = """
            mkdir "FOLDER/pts" && mkdir -m 1777 "FOLDER/shm" || give_up mount
            for node in null zero full random urandom tty; do
                true >"FOLDER/$node" && mount --bind /dev/$node "FOLDER/$node" || give_up mount
            done
            mount --rbind /dev/pts "FOLDER/pts" && ln -s pts/ptmx "FOLDER/ptmx" || give_up mount
            ln -s /proc/self/fd "FOLDER/fd" && ln -s /proc/self/fd/0 "FOLDER/stdin" || give_up mount
            ln -s /proc/self/fd/1 "FOLDER/stdout" && ln -s /proc/self/fd/2 "FOLDER/stderr" || give_up mount
            """;

    private static final String GRANTED = """
            commas=$IFS
            IFS=,
            for each in $5; do
                mkdir -p "PARENT${each%/*}" && true >"PARENT$each" && mount --bind "$each" "PARENT$each" || give_up mount
            done
            IFS=$commas
            """;

    private DeviceFolder() {}

    /// @param parent of the folder `dev`, which is there and in memory; within double quotes of the shell
    static String nodes(String parent) {
        return NODES.replace("FOLDER", parent + "/dev");
    }

    /// Those of `$5`.
    static String granted(String parent) {
        return GRANTED.replace("PARENT", parent);
    }
}
