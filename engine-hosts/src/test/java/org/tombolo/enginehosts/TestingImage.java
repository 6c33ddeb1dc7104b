package org.tombolo.enginehosts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tombolo.model.Digest;

/// A small image of our own making, as an archive in the OCI layout: layers of whatever a test puts in.
final class TestingImage {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> APPLETS = List.of(
            "sh",
            "cat",
            "cp",
            "ls",
            "env",
            "id",
            "sleep",
            "touch",
            "mount",
            "pwd",
            "sort",
            "head",
            "stat",
            "test",
            "seq",
            "wc",
            "sed",
            "grep",
            "rm",
            "mkdir",
            "ps",
            "kill",
            "true",
            "nc",
            "dd",
            "sha256sum");

    private final List<byte[]> layers = new ArrayList<>();
    private boolean plain;
    private String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    private String config = "\"Env\":[\"PATH=/usr/bin:/bin\",\"GREETING=hello\"]";

    /// Busybox, statically linked, and what a small distribution has beside it.
    static TestingImage busybox() {
        return new TestingImage().layer(layer -> {
            layer.folder("bin/", 0755);
            layer.file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX));
            for (var applet : APPLETS) {
                layer.link("bin/" + applet, "busybox");
            }
            layer.folder("tmp/", 01777);
            layer.folder("etc/", 0755);
            layer.file("etc/passwd", 0644, text("root:x:0:0:root:/root:/bin/sh\napp:x:1234:5678::/home/app:/bin/sh\n"));
            layer.file("etc/group", 0644, text("root:x:0:\napp:x:5678:\n"));
            layer.link("data", "mnt/data");
            layer.folder("mnt/", 0755);
        });
    }

    /// One file, nothing that could run.
    static TestingImage small() {
        return new TestingImage().layer(layer -> layer.file("file", 0644, text("small")));
    }

    static boolean isPossible() {
        return Files.isExecutable(BUSYBOX);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    TestingImage config(String json) {
        config = json;
        return this;
    }

    /// Its layers are not compressed.
    TestingImage plain() {
        plain = true;
        return this;
    }

    TestingImage architecture(String name) {
        architecture = name;
        return this;
    }

    TestingImage layer(Filling filling) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            filling.fill(new Layer(tar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        layers.add(bytes.toByteArray());
        return this;
    }

    interface Filling {
        void fill(Layer layer) throws IOException;
    }

    /// What goes into a layer.
    record Layer(TarArchiveOutputStream tar) {
        void folder(String name, int mode) throws IOException {
            put(new TarArchiveEntry(name, true), mode, new byte[0]);
        }

        void file(String name, int mode, byte[] bytes) throws IOException {
            put(new TarArchiveEntry(name, true), mode, bytes);
        }

        void link(String name, String target) throws IOException {
            special(name, target, TarConstants.LF_SYMLINK);
        }

        void hardLink(String name, String target) throws IOException {
            special(name, target, TarConstants.LF_LINK);
        }

        void device(String name) throws IOException {
            special(name, "", TarConstants.LF_CHR);
        }

        private void special(String name, String target, byte type) throws IOException {
            var entry = new TarArchiveEntry(name, type, true);
            entry.setLinkName(target);
            put(entry, 0777, new byte[0]);
        }

        private void put(TarArchiveEntry entry, int mode, byte[] bytes) throws IOException {
            entry.setMode(mode);
            entry.setIds(us("unix:uid"), us("unix:gid")); // skopeo gives files of an archive to whom it names
            entry.setSize(bytes.length);
            entry.setModTime(1_700_000_000_000L);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
    }

    private static int us(String attribute) throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), attribute);
    }

    /// Writes it, and says by what digest it is known.
    Digest write(Path archive) {
        try (var file = Files.newOutputStream(archive);
                var tar = new TarArchiveOutputStream(file, "UTF-8")) {
            var out = new Layer(tar);
            out.folder("blobs/", 0755);
            out.folder("blobs/sha256/", 0755);
            out.file("oci-layout", 0644, text("{\"imageLayoutVersion\":\"1.0.0\"}"));
            var parts = new ArrayList<String>();
            var sums = new ArrayList<String>();
            for (var layer : layers) {
                sums.add("\"" + digest(layer) + "\"");
                parts.add(
                        plain
                                ? part(out, layer, "application/vnd.oci.image.layer.v1.tar")
                                : part(out, zipped(layer), "application/vnd.oci.image.layer.v1.tar+gzip"));
            }
            var settings = part(
                    out,
                    text(
                            "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{%s},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
                                    .formatted(architecture, config, String.join(",", sums))),
                    "application/vnd.oci.image.config.v1+json");
            var manifest = text(
                    "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":%s,\"layers\":[%s]}"
                            .formatted(settings, String.join(",", parts)));
            var named = part(out, manifest, "application/vnd.oci.image.manifest.v1+json");
            out.file("index.json", 0644, text("{\"schemaVersion\":2,\"manifests\":[" + named + "]}"));
            return new Digest(digest(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In the layout of `docker save`.
    void writeDocker(Path archive, String tag) {
        try (var file = Files.newOutputStream(archive);
                var tar = new TarArchiveOutputStream(file, "UTF-8")) {
            var out = new Layer(tar);
            var names = new ArrayList<String>();
            for (var layer : layers) {
                var name = digest(layer).substring(7) + "/layer.tar";
                out.file(name, 0644, layer);
                names.add("\"" + name + "\"");
            }
            out.file(
                    "config.json",
                    0644,
                    text("{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{%s}}".formatted(architecture, config)));
            out.file(
                    "manifest.json",
                    0644,
                    text("[{\"Config\":\"config.json\",\"RepoTags\":[\"%s\"],\"Layers\":[%s]}]"
                            .formatted(tag, String.join(",", names))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String part(Layer out, byte[] bytes, String type) throws IOException {
        var digest = digest(bytes);
        out.file("blobs/sha256/" + digest.substring(7), 0644, bytes);
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, bytes.length);
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
