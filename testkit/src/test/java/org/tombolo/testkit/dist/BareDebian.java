package org.tombolo.testkit.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's smallest root folder with the archive unpacked at `/opt/tombolo`, entered in namespaces of its own: what is
/// mounted or left running inside ends with each [#run].
record BareDebian(Path root, Path unpacked) {
    /// What a command said (output and error) and how it ended.
    record Said(int exitCode, String text) {}

    private static final long LIMIT_SECONDS = 300;

    private static final String ENTER = """
            set -eu
            root=$1 unpacked=$2 script=$3
            mount --make-rprivate /
            mkdir -p "$root/opt/tombolo"
            mount --bind "$unpacked" "$root/opt/tombolo"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount -t tmpfs tmpfs "$root/run"
            mount -t tmpfs tmpfs "$root/tmp"
            exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 chroot "$root" /bin/sh -c "$script"
            """;

    /// Unpacks `archive` below `scratch`.
    static BareDebian with(Path archive, Path root, Path scratch) throws IOException, InterruptedException {
        Said said = say(
                List.of("tar", "-xzf", archive.toString(), "--strip-components=1", "-C", scratch.toString()),
                scratch.resolve("tar.log"));
        if (said.exitCode() != 0) {
            throw new IOException("tar could not unpack %s: %s".formatted(archive, said.text()));
        }
        return new BareDebian(root, scratch);
    }

    Said run(String script) throws IOException, InterruptedException {
        var command = List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "/bin/sh",
                "-c",
                ENTER,
                "enter",
                root.toString(),
                unpacked.toString(),
                script);
        return say(command, unpacked.resolve("said.log"));
    }

    private static Said say(List<String> command, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("no end after %d s: %s; it said: %s"
                    .formatted(LIMIT_SECONDS, command, Files.readString(log, StandardCharsets.UTF_8)));
        }
        return new Said(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
