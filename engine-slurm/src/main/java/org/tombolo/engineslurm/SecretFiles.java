package org.tombolo.engineslurm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tombolo.launch.Exports;
import org.tombolo.launch.Mask;
import org.tombolo.launch.MaskedFile;
import org.tombolo.launch.PrivateFile;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.wire.agent.AgentJson;

/// The values of secrets that orders came with, in files that only their owner can read: one that the launch reads on
/// the node, and one for us, to cover what work writes of them. They go when the last attempt of an order has ended.
final class SecretFiles {
    private static final String VALUES = ".json";
    private static final String VARIABLES = ".env";

    private final SharedFolder folder;
    /// Order → what must not be seen of its output.
    private final Map<String, Mask> masks = new ConcurrentHashMap<>();

    SecretFiles(SharedFolder folder) {
        this.folder = folder;
    }

    /// Before the order itself is written down.
    void keep(String order, WorkSpec work, Secrets secrets) throws IOException {
        if (Exports.names(work).isEmpty()) {
            return;
        }
        Files.createDirectories(
                folder.secrets(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var variables = Exports.of(Exports.variables(work, secrets));
        PrivateFile.write(file(order, VALUES), new AgentJson().write(secrets));
        PrivateFile.write(file(order, VARIABLES), variables.getBytes(StandardCharsets.UTF_8));
        masks.put(order, Mask.of(secrets));
    }

    /// What those before us kept, of the orders that are still here; the rest of it goes.
    void recover(Set<String> orders) {
        Orders.io(() -> {
            try (var files = Files.list(folder.secrets())) {
                for (var file : files.toList()) {
                    var name = file.getFileName().toString();
                    var order = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                    if (!orders.contains(order)) {
                        Files.deleteIfExists(file);
                    } else if (name.endsWith(VALUES)) {
                        masks.put(order, Mask.of(read(file)));
                    }
                }
            } catch (NoSuchFileException _) {
                // no order ever had one
            }
            return orders;
        });
    }

    private static Secrets read(Path file) throws IOException {
        try {
            return new AgentJson().read(Files.readAllBytes(file), Secrets.class, "secrets");
        } catch (TomboloException e) {
            // Not as its cause: that one may show a piece of it.
            throw new IOException(file + " is not what a factory of this version wrote");
        }
    }

    boolean isEmpty() {
        return masks.isEmpty();
    }

    boolean has(Order order) {
        return masks.containsKey(order.name());
    }

    Mask mask(Order order) {
        return masks.getOrDefault(order.name(), Mask.NONE);
    }

    /// Covers them in what an attempt has written. It writes no more.
    void scrub(Order order, String label) {
        if (has(order)) {
            Orders.io(() -> {
                for (var stream : List.of("out", "err")) {
                    scrub(folder.log(label, stream), mask(order));
                }
                return label;
            });
        }
    }

    private static void scrub(Path log, Mask mask) throws IOException {
        try (var channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MaskedFile.cover(channel, mask, 0, channel.size());
        } catch (NoSuchFileException _) {
            // it never began
        }
    }

    /// Nothing of the order runs, or will.
    void drop(String order) {
        if (masks.containsKey(order)) {
            Orders.io(() -> {
                Files.deleteIfExists(file(order, VARIABLES));
                Files.deleteIfExists(file(order, VALUES));
                return order;
            });
            masks.remove(order);
        }
    }

    private Path file(String order, String suffix) {
        return folder.secrets().resolve(order + suffix);
    }
}
