package org.tombolo.testkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.Cli;
import org.tombolo.server.Server;
import org.tombolo.testkit.servers.S3TestServer;

/// A private image of a real registry, data from and to a real S3 server, all opened by secrets, in one workflow.
@Tag("containers")
final class PrivateImageAndBucketTest {
    private static final String USER = "reader";
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path folder;

    private S3TestServer s3;
    private Process registry;
    private int port;
    private Path home;
    private Server server;

    private record Came(int status, String all) {}

    @BeforeEach
    void open() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        server = Server.start(home, Map.of());
        s3 = new S3TestServer(folder.resolve("s3"));
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        tool("htpasswd", "-Bbc", folder.resolve("htpasswd").toString(), USER, PASSWORD);
        var config = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: "%1$s/registry"}}
                http: {addr: "127.0.0.1:%2$d"}
                auth: {htpasswd: {realm: testing, path: "%1$s/htpasswd"}}
                """.formatted(folder, port));
        registry = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        awaitRegistry();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        s3.close();
        registry.destroyForcibly().waitFor();
    }

    private void awaitRegistry() throws InterruptedException {
        var limit = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                assertThat(Instant.now()).as("the registry was given a minute").isBefore(limit);
                Thread.sleep(20);
            }
        }
    }

    private void tool(String... words) throws IOException, InterruptedException {
        var said = folder.resolve("said");
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("HOME", folder.toString(), "TMPDIR", folder.toString()));
        var process = builder.start();
        assertThat(process.waitFor(Duration.ofSeconds(60)) && process.exitValue() == 0)
                .as(() -> words[0] + ": " + read(said))
                .isTrue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Came type(String... words) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = new Cli(Map.of("TOMBOLO_HOME", home.toString()), stream, stream).run(words);
        return new Came(status, out.toString(StandardCharsets.UTF_8));
    }

    /// Busybox and a file of its own, in the layout of `docker save`.
    private void pushImage(String name) throws Exception {
        var root = folder.resolve("root");
        Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        for (var applet : List.of("sh", "sort", "cat")) {
            Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        Files.writeString(root.resolve("motto"), "only in the image\n");
        var saved = Files.createDirectory(folder.resolve("saved"));
        tool("tar", "-C", root.toString(), "-cf", saved.resolve("layer.tar").toString(), ".");
        var digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(saved.resolve("layer.tar"))));
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        Files.writeString(
                saved.resolve("config.json"),
                "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{\"Env\":[\"PATH=/bin\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:%s\"]}}"
                        .formatted(architecture, digest));
        Files.writeString(
                saved.resolve("manifest.json"),
                "[{\"Config\":\"config.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]".formatted(name));
        var archive = folder.resolve("image.tar").toString();
        tool("tar", "-C", saved.toString(), "-cf", archive, "config.json", "manifest.json", "layer.tar");
        tool(
                "skopeo",
                "--insecure-policy",
                "copy",
                "-q",
                "--dest-tls-verify=false",
                "--dest-creds=" + USER + ":" + PASSWORD,
                "docker-archive:" + archive,
                "docker://127.0.0.1:" + port + "/" + name);
    }

    @Test
    void aPrivateImageWorksOnDataOfABucketAndTheResultGoesBack() throws Exception {
        pushImage("private/tools:1");
        s3.makeBucket("mine");
        Files.createDirectories(s3.object("mine", "in"));
        Files.writeString(s3.object("mine", "in/words.txt"), "pear\napple\nfig\n");
        var keys = Files.writeString(
                folder.resolve("keys"),
                "accessKeyId=%s\nsecretAccessKey=%s\nendpoint=%s\n"
                        .formatted(S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY, s3.endpoint()));
        var login = Files.writeString(folder.resolve("login"), "username=%s\npassword=%s\n".formatted(USER, PASSWORD));
        var set = type("secrets", "set", "registry", "--type", "image", "--file", login.toString());
        assertThat(set.status()).as(set.all()).isZero();
        var workflow = Files.writeString(folder.resolve("workflow.yaml"), """
                version: v4
                volumes:
                  data:
                    ingress:
                      - source: {uri: s3://mine/in/words.txt, secret: secret://user/bucket}
                        destination: {uri: file://words.txt}
                    egress:
                      - source: {uri: file://sorted.txt}
                        destination: {uri: s3://mine/out/sorted.txt, secret: secret://user/bucket}
                jobs:
                  sort:
                    image: {uri: "docker://127.0.0.1:%d/private/tools:1", secret: secret://user/registry}
                    mounts: {/data: data}
                    script: cat /motto; sort /data/words.txt >/data/sorted.txt
                """.formatted(port));
        var run = type("run", workflow.toString(), "--secret", "bucket:s3=@" + keys);
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(type("logs", "last", "sort", "--out").all()).isEqualTo("only in the image\n");
        assertThat(s3.object("mine", "out/sorted.txt")).hasContent("apple\nfig\npear\n");
        assertThat(run.all()
                        + type("show", "last").all()
                        + type("show", "last", "--json").all())
                .doesNotContain(PASSWORD, S3TestServer.SECRET_KEY);
    }
}
