package org.tombolo.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tombolo.agent.files.Trees;
import org.tombolo.launch.HomeFolder;
import org.tombolo.model.secret.Secrets;
import org.tombolo.wire.agent.AgentJson;
import org.tombolo.wire.agent.WorkOrder;

/// The orders on disk: what was taken is known after a crash, and after a power failure too. Called under the agent's
/// submit lock, or before it is open.
final class Orders {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final HomeFolder home;
    private final LaunchPlans plans;
    private final Vault vault;
    private final AgentJson json = new AgentJson();
    /// Order → how many of its members are still here.
    private final Map<Long, Integer> left = new HashMap<>();
    private long next = 1;

    Orders(HomeFolder home, LaunchPlans plans, Vault vault) {
        this.home = home;
        this.plans = plans;
        this.vault = vault;
    }

    /// Writes it down. When this returns it is durable.
    Order take(WorkOrder work, Secrets secrets) throws IOException {
        var order = new Order(next++, work);
        var folder = home.order(order.number());
        Files.createDirectories(folder);
        try {
            vault.keep(order, secrets);
            plans.write(order);
            var fresh = folder.resolve("order.json.tmp");
            try (var file = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(json.write(work));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(fresh, folder.resolve("order.json"), StandardCopyOption.ATOMIC_MOVE);
            flush(folder);
            flush(home.orders());
        } catch (IOException | RuntimeException e) {
            vault.drop(order);
            Trees.delete(folder);
            throw e;
        }
        left.put(order.number(), work.members().size());
        return order;
    }

    private static void flush(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// All that was taken and is not forgotten, in the order of submission. What a crash left half is deleted.
    List<Order> load() throws IOException {
        var orders = new ArrayList<Order>();
        for (var folder : folders()) {
            long number = Long.parseLong(String.valueOf(folder.getFileName()));
            next = Math.max(next, number + 1);
            var file = folder.resolve("order.json");
            if (!Files.exists(file)) {
                Trees.delete(folder);
                continue;
            }
            var work = json.read(Files.readAllBytes(file), WorkOrder.class, file.toString());
            var forgotten = forgotten(folder);
            var members = work.members().stream()
                    .filter(member -> !forgotten.contains(member.attempt().label(work.factory())))
                    .toList();
            if (members.isEmpty()) {
                Trees.delete(folder);
                continue;
            }
            left.put(number, members.size());
            orders.add(new Order(number, work.with(members)));
        }
        return orders;
    }

    private List<Path> folders() throws IOException {
        try (var folders = Files.list(home.orders())) {
            return folders.filter(folder ->
                            NUMBER.matcher(String.valueOf(folder.getFileName())).matches())
                    .sorted(Comparator.comparingLong(folder -> Long.parseLong(String.valueOf(folder.getFileName()))))
                    .toList();
        }
    }

    private static Set<String> forgotten(Path folder) throws IOException {
        var file = folder.resolve("forgotten");
        return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : Set.of();
    }

    /// The attempts are not needed any more.
    void forget(Order order, List<Entry> entries) throws IOException {
        var folder = home.order(order.number());
        int rest = left.merge(order.number(), -entries.size(), Integer::sum);
        if (rest <= 0) {
            left.remove(order.number());
            Trees.delete(folder);
            return;
        }
        var lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry.label).append('\n'));
        Files.writeString(
                folder.resolve("forgotten"),
                lines,
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
