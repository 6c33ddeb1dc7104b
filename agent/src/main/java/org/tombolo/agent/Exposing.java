package org.tombolo.agent;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.Isolation;
import org.tombolo.model.spec.JobSpec;

/// Lets the ports of attempts with networks of their own be reached at the machine's address. Asked again by each
/// agent:
/// what is exposed already stays so.
final class Exposing {
    private static final Logger LOG = LoggerFactory.getLogger(Exposing.class);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MOST_TRIES = 600;

    private final HomeFolder home;
    private final String address;
    private final Board board;
    private final ExecutorService threads;

    Exposing(HomeFolder home, String address, Board board, ExecutorService threads) {
        this.home = home;
        this.address = address;
        this.board = board;
        this.threads = threads;
    }

    /// One way in.
    record Port(String protocol, int number) {}

    static List<Port> ports(Order order) {
        if (!(order.node() instanceof JobSpec job) || !LaunchPlans.isIsolated(order)) {
            return List.of();
        }
        var ports = new ArrayList<Port>();
        job.network().exposeTcp().forEach(number -> ports.add(new Port("tcp", number)));
        job.network().exposeUdp().forEach(number -> ports.add(new Port("udp", number)));
        return ports;
    }

    /// Returns at once.
    void watch(Entry entry) {
        var ports = ports(entry.order);
        if (!ports.isEmpty()) {
            threads.execute(() -> expose(entry, ports));
        }
    }

    private void expose(Entry entry, List<Port> ports) {
        var folder = home.copies(entry.label).resolve(Isolation.FOLDER);
        try {
            boolean over = false;
            for (int tried = 0; tried < MOST_TRIES && !over; tried++) {
                if (Files.exists(folder.resolve("ready")) && Files.size(folder.resolve("ready")) > 0) {
                    for (var port : ports) {
                        ask(folder, port).ifPresent(why -> LOG.warn("{}: port {}: {}", entry.id, port, why));
                    }
                    return;
                }
                over = board.awaitEnd(entry, PAUSE);
            }
        } catch (IOException e) {
            LOG.warn("{}: its ports cannot be exposed: {}", entry.id, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Empty: it was done. A socket's path may not be long, so it is reached by a link.
    private Optional<String> ask(Path folder, Port port) throws IOException {
        var scratch = Files.createTempDirectory("tombolo");
        var link = scratch.resolve("net");
        try {
            Files.createSymbolicLink(link, folder);
            try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(link.resolve("api")));
                var words =
                        "{\"execute\":\"add_hostfwd\",\"arguments\":{\"proto\":\"%s\",\"host_addr\":\"%s\",\"host_port\":%d,\"guest_port\":%d}}"
                                .formatted(port.protocol(), address, port.number(), port.number());
                channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
                channel.shutdownOutput();
                var answer = ByteBuffer.allocate(4096);
                while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                    // to its end
                }
                var said = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
                return said.contains("\"return\"") ? Optional.empty() : Optional.of(said);
            }
        } finally {
            Files.deleteIfExists(link);
            Files.deleteIfExists(scratch);
        }
    }
}
