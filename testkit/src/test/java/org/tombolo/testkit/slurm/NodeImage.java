package org.tombolo.testkit.slurm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An image as an archive: a shell and some commands of the machine, with the libraries that they need.
final class NodeImage {
    private static final String COLLECT = """
            set -e
            mkdir -p root/bin root/etc root/tmp
            for each in sh cat ls id; do
                cp -L "$(command -v $each)" root/bin/
                ldd "$(command -v $each)" | grep -o '/[^ ]*' | while read -r library; do
                    mkdir -p "root${library%/*}" && cp -L "$library" "root$library"
                done
            done
            echo "of the image" > root/etc/origin
            tar --numeric-owner --owner=0 --group=0 -C root -cf layer.tar .
            rm -rf root
            """;

    private NodeImage() {}

    /// Its `image.uri`.
    static String in(Path folder) throws Exception {
        var blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
        var collecting = new ProcessBuilder("/bin/sh", "-c", COLLECT)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(collecting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (collecting.waitFor() != 0) {
            throw new AssertionError(said);
        }
        var layer = Files.readAllBytes(folder.resolve("layer.tar"));
        var config = put(blobs, """
                {"architecture": "%s", "os": "linux", "config": {"Env": ["PATH=/bin", "FROM_IMAGE=yes"], "Cmd": ["/bin/cat", "/etc/origin"]},
                 "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}""".formatted(architecture(), sha256(layer)));
        var manifest = put(blobs, """
                {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", %s},
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", %s}]}""".formatted(config, put(blobs, layer)));
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
        Files.writeString(
                folder.resolve("index.json"),
                "{\"schemaVersion\": 2, \"manifests\": [{\"mediaType\": \"application/vnd.oci.image.manifest.v1+json\", %s}]}"
                        .formatted(manifest));
        var archive = folder.resolve("image.tar");
        var status = new ProcessBuilder(
                        "tar", "-C", folder.toString(), "-cf", archive.toString(), "blobs", "oci-layout", "index.json")
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("tar ended with " + status);
        }
        return "oci-archive:" + archive;
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static String put(Path blobs, String text) throws IOException {
        return put(blobs, text.getBytes(StandardCharsets.UTF_8));
    }

    /// How a descriptor names it.
    private static String put(Path blobs, byte[] bytes) throws IOException {
        Files.write(blobs.resolve(sha256(bytes)), bytes);
        return "\"digest\": \"sha256:%s\", \"size\": %d".formatted(sha256(bytes), bytes.length);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
