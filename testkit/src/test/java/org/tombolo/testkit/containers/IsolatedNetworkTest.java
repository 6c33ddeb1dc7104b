package org.tombolo.testkit.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.server.Server;
import org.tombolo.testkit.newcomer.Typed;

/// `network.isolated`, by a real slirp4netns. Many machines give `/dev/net/tun` to root only: there the rest are
/// refused.
@Tag("containers")
class IsolatedNetworkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static final String WORKFLOW = """
            version: v4
            services:
              web:
                image: {uri: 'IMAGE'}
                script: |
                  mkdir /www && echo found it > /www/index.html
                  exec busybox httpd -f -p $TOMBOLO_PORT_HTTP -h /www
                network: {ports: [{name: http, port: 0}]}
                readiness-probe: {tcp-socket: {port: http}, period-seconds: 1}
            jobs:
              asks:
                image: {uri: 'IMAGE'}
                network: {isolated: true}
                depends-on: [{name: web, status: RUNNING}]
                script: |
                  busybox grep -c : /proc/net/dev
                  busybox wget -q -O - http://web.svc:${TOMBOLO_SERVICE_WEB_HTTP##*:}/
              process:
                network: {isolated: true}
                script: |
                  grep -c : /proc/net/dev
                  cat /etc/resolv.conf
              listens:
                image: {uri: 'IMAGE'}
                network: {isolated: true, expose-tcp: [PORT]}
                depends-on: [{name: asks, status: FINISHED}]
                script: echo hello from inside | busybox nc -l -p PORT
            """;

    @ParameterizedTest
    @MethodSource("org.tombolo.testkit.containers.Unstable#runtimes")
    void anIsolatedJobHasANetworkOfItsOwnReachesServicesAndIsReachedAtExposedPorts(ContainerRuntime runtime)
            throws Exception {
        var home = folder.resolve("home");
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(home.resolve("sites/local.yaml"), Unstable.site(runtime));
        int port = freePort();
        var file = Files.writeString(
                folder.resolve("workflow.yaml"),
                WORKFLOW.replace("IMAGE", Busybox.in(folder.resolve("image")))
                        .replace("PORT]", port + "]")
                        .replace("-p PORT", "-p " + port));
        try (var _ = Server.start(home, Map.of())) {
            var started = Typed.at(home, "run", file.toString(), "--detach");
            if (!mayUseTunnels()) {
                assertThat(started.status()).isEqualTo(2);
                assertThat(started.all()).contains("network.isolated", "/dev/net/tun cannot be opened");
                return;
            }
            assertThat(started.status()).as(started.all()).isZero();
            assertThat(said(port)).isEqualTo("hello from inside\n");
            var ended = Typed.at(home, "wait", "last");
            assertThat(ended.status()).as(ended.all()).isZero();
            assertThat(output(home, "asks")).as("lo and one more").isEqualTo("2\nfound it\n");
            assertThat(output(home, "process")).isEqualTo("2\nnameserver 10.0.2.3\n");
        }
    }

    private static String output(Path home, String job) {
        return Typed.at(home, "logs", "last", job, "--out").out();
    }

    private static boolean mayUseTunnels() {
        var tunnels = Path.of("/dev/net/tun");
        return Files.isReadable(tunnels) && Files.isWritable(tunnels);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// What comes at the port, once something does.
    private static String said(int port) throws Exception {
        var limit = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(limit)) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(2000);
                var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!text.isEmpty()) {
                    return text;
                }
            } catch (IOException e) {
                // not yet
            }
            Thread.sleep(50);
        }
        return "nothing within " + PATIENCE;
    }
}
