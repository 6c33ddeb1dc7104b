package org.tombolo.testkit.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A small image with this machine's Python and pip (Debian's packages), and nothing from elsewhere.
final class Python {
    private static final String SCRIPT = """
            set -e
            umask 022
            cd "$1"
            python=$(readlink -f /usr/bin/python3)
            library=/usr/lib/$(basename "$python")
            mkdir -p root/bin root/tmp root/usr/bin root/usr/lib/python3/dist-packages root/etc root/root
            chmod 1777 root/tmp
            cp /bin/busybox root/bin/
            for applet in sh rm cat ls; do ln -s busybox root/bin/$applet; done
            ln -s "$(basename "$python")" root/usr/bin/python3
            cp "$python" root/usr/bin/
            for file in "$python" "$library"/lib-dynload/*.so; do ldd "$file"; done | grep -o '/[^ )]*' | sort -u |
                while read -r each; do cp -L --parents "$each" root/; done
            cp -r "$library" root/usr/lib/
            rm -rf "root$library/test" "root$library"/config-*
            cp -r /usr/lib/python3/dist-packages/pip* root/usr/lib/python3/dist-packages/
            find root -name __pycache__ -prune -exec rm -rf {} +
            tar --sort=name --numeric-owner --owner=0 --group=0 -C root -cf layer.tar .
            machine=$(uname -m); case $machine in x86_64) machine=amd64 ;; aarch64) machine=arm64 ;; esac
            printf '{"architecture":"%s","os":"linux","config":{"Env":["PATH=/usr/bin:/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \\
                "$machine" "$(sha256sum layer.tar | cut -c1-64)" >config.json
            printf '[{"Config":"config.json","RepoTags":["python:1"],"Layers":["layer.tar"]}]' >manifest.json
            tar -cf python.tar config.json manifest.json layer.tar
            rm -rf root layer.tar
            """;

    private Python() {}

    /// For `FROM`.
    static String base(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var said = folder.resolve("said");
        var process = new ProcessBuilder("sh", "-c", SCRIPT, "sh", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(Duration.ofMinutes(2)) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(Files.readString(said));
        }
        return "docker-archive:" + folder.resolve("python.tar");
    }
}
