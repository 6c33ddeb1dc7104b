package org.tombolo.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.tombolo.launch.Exports;
import org.tombolo.launch.Mask;
import org.tombolo.launch.PrivateFile;
import org.tombolo.launch.StateFolder;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.Secrets;
import org.tombolo.wire.agent.AgentJson;

/// The values of secrets that orders came with: in memory, and in two files of the state folder, which only we can
/// read, for the launch and for an agent after us. They go when the last attempt of the order has ended,
/// and its output holds them no more.
final class Vault {
    private static final Pattern OURS = Pattern.compile("([0-9]{1,18})\\.(json|env)");

    private final StateFolder state;
    private final AgentJson json = new AgentJson();
    private final Map<Long, Held> held = new ConcurrentHashMap<>();

    private record Held(Secrets secrets, Mask mask) {
        Held(Secrets secrets) {
            this(secrets, Mask.of(secrets));
        }
    }

    Vault(StateFolder state) throws IOException {
        this.state = state;
        try {
            Files.createDirectory(
                    state.secrets(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // of an agent before us
        }
    }

    /// Before the order itself is written down: who finds the order finds its secrets too.
    void keep(Order order, Secrets secrets) throws IOException {
        if (secrets.isEmpty()) {
            return;
        }
        var variables = LaunchPlans.work(order)
                .map(work -> Exports.variables(work, secrets))
                .orElseGet(Ordered::none);
        PrivateFile.write(values(order.number()), json.write(secrets));
        PrivateFile.write(
                state.environment(order.number()), Exports.of(variables).getBytes(StandardCharsets.UTF_8));
        held.put(order.number(), new Held(secrets));
    }

    /// What the order may know.
    Secrets of(Order order) {
        var found = held.get(order.number());
        return found == null ? Secrets.NONE : found.secrets();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    boolean has(Order order) {
        return held.containsKey(order.number());
    }

    /// What must not be seen of the order's output. Of an order that was dropped, nothing can be seen any more.
    Mask mask(Order order) {
        var found = held.get(order.number());
        return found == null ? Mask.NONE : found.mask();
    }

    /// What an agent before us had, of the orders that still need it; the rest of it goes.
    void recover(Collection<Order> needed) throws IOException {
        var numbers = new HashSet<Long>();
        needed.forEach(order -> numbers.add(order.number()));
        try (var files = Files.list(state.secrets())) {
            for (var file : files.toList()) {
                var name = OURS.matcher(String.valueOf(file.getFileName()));
                if (!name.matches() || !numbers.contains(Long.parseLong(name.group(1)))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        for (long number : numbers) {
            try {
                var secrets = json.read(Files.readAllBytes(values(number)), Secrets.class, "secrets");
                held.put(number, new Held(secrets));
            } catch (NoSuchFileException e) {
                // it needs none
            } catch (TomboloException e) {
                // Not as its cause: that one may show a piece of it.
                throw new IOException(values(number) + " is not what an agent of this version wrote");
            }
        }
    }

    /// Nothing of the order runs any more.
    void drop(Order order) {
        if (held.remove(order.number()) != null) {
            try {
                Files.deleteIfExists(state.environment(order.number()));
                Files.deleteIfExists(values(order.number()));
            } catch (IOException e) {
                // the next agent deletes what is left
            }
        }
    }

    private Path values(long order) {
        return state.secrets().resolve(order + ".json");
    }
}
