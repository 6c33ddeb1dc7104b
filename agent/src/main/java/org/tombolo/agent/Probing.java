package org.tombolo.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.launch.StateFolder;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.ProbeSpec.Action;
import org.tombolo.model.spec.ProbeSpec.PortRef;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.wire.agent.AttemptStatus.State;

/// Asks services whether they are ready, with the timing that Kubernetes has: nothing before the initial delay, then
/// once a period; so many successes in a row make it ready, so many failures in a row unready.
final class Probing {
    private final StateFolder state;
    private final Board board;
    private final Processes processes;
    private final ExecutorService threads;

    Probing(StateFolder state, Board board, Processes processes, ExecutorService threads) {
        this.state = state;
        this.board = board;
        this.processes = processes;
        this.threads = threads;
    }

    /// As long as it runs. Returns at once.
    void watch(Entry entry) {
        if (entry.order.node() instanceof ServiceSpec service && service.probe().isPresent()) {
            threads.execute(() -> ask(entry, service, service.probe().get()));
        }
    }

    private void ask(Entry entry, ServiceSpec service, ProbeSpec probe) {
        try (var client = client(probe)) {
            // An agent before us may have seen it ready: then it stays so until it fails often enough.
            if (Files.exists(ready(entry))) {
                tell(entry, true);
            }
            int successes = 0;
            int failures = 0;
            boolean over = board.awaitEnd(entry, probe.initialDelay());
            while (!over) {
                boolean passed = passes(client, entry, service, probe);
                successes = passed ? successes + 1 : 0;
                failures = passed ? 0 : failures + 1;
                if (successes >= probe.successThreshold()) {
                    tell(entry, true);
                } else if (failures >= probe.failureThreshold()) {
                    tell(entry, false);
                }
                over = board.awaitEnd(entry, probe.period());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpClient client(ProbeSpec probe) {
        var client = HttpClient.newBuilder().connectTimeout(limit(probe));
        if (probe.action() instanceof Action.HttpGet get && get.tls()) {
            client.sslContext(AnyCertificate.context());
        }
        return client.build();
    }

    private static Duration limit(ProbeSpec probe) {
        return probe.timeout().isPositive() ? probe.timeout() : Duration.ofSeconds(1);
    }

    private java.nio.file.Path ready(Entry entry) {
        return state.claims().resolve(entry.label + ".ready");
    }

    private void tell(Entry entry, boolean ready) {
        board.move(entry, each -> {
            if (each.state instanceof State.Running(var since, var before) && before != ready) {
                each.state = new State.Running(since, ready);
            }
        });
        try {
            if (ready && !Files.exists(ready(entry))) {
                Files.createFile(ready(entry));
            } else if (!ready) {
                Files.deleteIfExists(ready(entry));
            }
        } catch (IOException e) {
            // only the next agent would have read it
        }
    }

    private boolean passes(HttpClient client, Entry entry, ServiceSpec service, ProbeSpec probe)
            throws InterruptedException {
        try {
            return switch (probe.action()) {
                case Action.HttpGet get -> get(client, entry, service, probe, get);
                case Action.TcpSocket(var port) -> {
                    var number = port(entry, service, port);
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), number), (int)
                                limit(probe).toMillis());
                        yield true;
                    }
                }
                case Action.Exec(var command) -> exec(entry, command, limit(probe));
                case Action.Grpc(var port, var name) ->
                    GrpcHealth.serves(port(entry, service, port), name.orElse(""), limit(probe));
            };
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean get(HttpClient client, Entry entry, ServiceSpec service, ProbeSpec probe, Action.HttpGet get)
            throws IOException, InterruptedException {
        var place = "%s://127.0.0.1:%d%s"
                .formatted(
                        get.tls() ? "https" : "http",
                        port(entry, service, get.port()),
                        get.path().startsWith("/") ? get.path() : "/" + get.path());
        var request =
                HttpRequest.newBuilder(URI.create(place)).timeout(limit(probe)).GET();
        get.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        return status >= 200 && status < 400;
    }

    private static int port(Entry entry, ServiceSpec service, PortRef port) {
        return switch (port) {
            case PortRef.ByNumber(var number) -> number;
            case PortRef.ByName(var name) ->
                Optional.ofNullable(entry.member.grant().ports().get(name))
                        .orElseGet(() -> service.network().ports().stream()
                                .filter(each -> each.name().equals(name))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException("no port " + name))
                                .port());
        };
    }

    /// In the service's own environment and view of the file system.
    private boolean exec(Entry entry, List<String> command, Duration limit) throws IOException, InterruptedException {
        var tree = new TreeSet<>(processes.tree(entry.label, List.of()));
        if (tree.isEmpty()) {
            return false;
        }
        long first = tree.stream()
                .filter(pid -> !processes.isMonitor(pid))
                .findFirst()
                .orElse(tree.first());
        long door = tree.stream()
                .filter(pid -> processes.environment(pid).containsKey(LaunchPlan.ANCHOR))
                .findFirst()
                .orElse(first);
        var words = new ArrayList<String>();
        if (Namespaces.differs(door)) {
            words.addAll(List.of("nsenter", "--target", Long.toString(door), "--mount", "--root", "--wd"));
            if (Namespaces.hasOwnUsers(door)) {
                words.addAll(List.of("--user", "--preserve-credentials"));
            }
            words.add("--");
        }
        words.addAll(command);
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(processes.environment(first));
        processes.folder(first).ifPresent(builder::directory);
        builder.redirectInput(java.nio.file.Path.of("/dev/null").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var process = builder.start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
