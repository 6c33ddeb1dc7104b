package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.enginehosts.TestingMachine.await;
import static org.tombolo.enginehosts.TestingMachine.script;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.InsecureServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.model.AttemptId;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.ProbeSpec.Action;
import org.tombolo.model.spec.ProbeSpec.PortRef;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.model.spec.ServiceSpec;

/// How services are asked, with real servers: what counts as an answer, and how many of them.
@Tag("slow")
class ProbesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final char[] PASSWORD = "only-for-this-test".toCharArray();

    @TempDir
    Path folder;

    private TestingMachine machine;

    @BeforeEach
    void open() {
        machine = TestingMachine.local(folder);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private AttemptId serve(String name, Action action, Duration timeout, int failures) {
        var probe = new ProbeSpec(action, Duration.ZERO, Duration.ofMillis(50), timeout, 1, failures);
        return machine.submit(new ServiceSpec(
                name,
                script("sleep 600"),
                PolicySpec.NONE,
                Optional.empty(),
                new ServiceNetworkSpec(false, List.of(), List.of()),
                Optional.of(probe),
                false,
                Optional.empty(),
                Optional.empty(),
                false));
    }

    private void end(AttemptId... all) {
        machine.engine.stop(List.of(all).stream()
                .map(id -> new StopOrder(id, Duration.ZERO))
                .toList());
        List.of(all).forEach(machine::end);
    }

    private boolean isReady(AttemptId id) {
        return machine.state(id)
                .filter(state -> state instanceof Seen.State.Running(var _, var ready) && ready)
                .isPresent();
    }

    private static PortRef port(int number) {
        return new PortRef.ByNumber(number);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Test
    void asksTheHealthServiceOfGrpc() throws Exception {
        var health = new HealthStatusManager();
        health.setStatus("model", ServingStatus.NOT_SERVING);
        var server = OkHttpServerBuilder.forPort(loopback(), InsecureServerCredentials.create())
                .addService(health.getHealthService())
                .build()
                .start();
        try {
            var all = serve("all", new Action.Grpc(port(server.getPort()), Optional.empty()), LONG, 1);
            var model = serve("model", new Action.Grpc(port(server.getPort()), Optional.of("model")), LONG, 1);
            var other = serve("other", new Action.Grpc(port(server.getPort()), Optional.of("other")), LONG, 1);
            await(() -> isReady(all));
            assertThat(isReady(model)).isFalse();
            health.setStatus("model", ServingStatus.SERVING);
            await(() -> isReady(model));
            health.setStatus("model", ServingStatus.NOT_SERVING);
            await(() -> !isReady(model));
            assertThat(isReady(other)).as("the server knows no such service").isFalse();
            end(all, model, other);
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void asksByHttpsWhoeverSignedTheCertificate() throws Exception {
        var keys = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "web",
                        "-dname",
                        "CN=elsewhere.example",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var web = HttpsServer.create(loopback(), 0);
        web.setHttpsConfigurator(new HttpsConfigurator(context));
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        web.start();
        try {
            var port = port(web.getAddress().getPort());
            var plain = serve("plain", new Action.HttpGet("/", port, false, List.of()), LONG, 1);
            var secure = serve("secure", new Action.HttpGet("/", port, true, List.of()), LONG, 1);
            await(() -> isReady(secure));
            assertThat(isReady(plain)).isFalse();
            end(plain, secure);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void doesNotWaitLongerThanItsTimeout() throws Exception {
        var web = HttpServer.create(loopback(), 0);
        var over = new CountDownLatch(1);
        var asked = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            web.setExecutor(threads);
            web.createContext("/", exchange -> {
                asked.incrementAndGet();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            web.start();
            var get = new Action.HttpGet("/", port(web.getAddress().getPort()), false, List.of());
            var hasty = serve("hasty", get, Duration.ofMillis(200), 1);
            // It asks again only if it gave up.
            await(() -> asked.get() >= 3);
            assertThat(isReady(hasty)).isFalse();
            over.countDown();
            await(() -> isReady(hasty));
            end(hasty);
        } finally {
            over.countDown();
            web.stop(0);
        }
    }

    @Test
    void isReadyNoLongerAfterSoManyFailuresInARow() throws Exception {
        var web = HttpServer.create(loopback(), 0);
        var status = new AtomicInteger(204);
        var before = new ConcurrentLinkedQueue<Boolean>();
        var self = new java.util.concurrent.atomic.AtomicReference<AttemptId>();
        web.createContext("/", exchange -> {
            int said = status.get();
            if (said != 204) {
                before.add(isReady(self.get()));
            }
            exchange.sendResponseHeaders(said, -1);
            exchange.close();
        });
        web.start();
        try {
            var get = new Action.HttpGet("/", port(web.getAddress().getPort()), false, List.of());
            self.set(serve("patient", get, LONG, 3));
            await(() -> isReady(self.get()));
            status.set(500);
            await(() -> !isReady(self.get()));
            assertThat(before.stream().limit(3))
                    .as("before each of the first three failures")
                    .containsOnly(true);
            end(self.get());
        } finally {
            web.stop(0);
        }
    }
}
