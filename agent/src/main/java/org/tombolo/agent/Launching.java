package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tombolo.launch.HomeFolder;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.HostCapacity;

/// The command that tells a lane to run an attempt.
final class Launching {
    private final HomeFolder home;
    private final AgentSettings settings;
    private final Endings endings;
    private final HostCapacity capacity;

    Launching(HomeFolder home, AgentSettings settings, Endings endings, HostCapacity capacity) {
        this.home = home;
        this.settings = settings;
        this.endings = endings;
        this.capacity = capacity;
    }

    /// Whether it may be handed over while another still runs before it: a port is looked at when it is free.
    boolean mayQueue(Entry entry) {
        return entry.member.grant().ports().isEmpty()
                && Exposing.ports(entry.order).isEmpty();
    }

    /// Empty when the attempt ended instead.
    ///
    /// @param grouped whether the lane is in control groups: then it has a folder of its own for its attempts
    Optional<String> command(Entry entry, boolean grouped) {
        var busy = Ports.busy(entry.member.grant())
                .or(() -> Ports.busy(Exposing.ports(entry.order).stream()
                        .filter(port -> port.protocol().equals("tcp"))
                        .map(Exposing.Port::number)
                        .toList()));
        if (busy.isPresent()) {
            endings.never(entry, new Cause.StagingFailed(busy.get()));
            return Optional.empty();
        }
        return grouped || makeScratch(entry) ? Optional.of(line(entry)) : Optional.empty();
    }

    private boolean makeScratch(Entry entry) {
        try {
            Files.createDirectory(home.scratch(entry.label));
        } catch (FileAlreadyExistsException e) {
            // from an agent before us
        } catch (IOException e) {
            endings.never(
                    entry,
                    new Cause.StagingFailed("its scratch folder cannot be made: %s; is the disk full or read-only?"
                            .formatted(e.getMessage())));
            return false;
        }
        return true;
    }

    private String line(Entry entry) {
        var grant = entry.member.grant();
        var line = new StringBuilder(160)
                .append("a ")
                .append(entry.label)
                .append(" 0 ")
                .append(entry.order.number())
                .append(' ')
                .append(grant.memoryBytes())
                .append(' ')
                .append(list(grant.cores().isEmpty() ? capacity.cores() : grant.cores()))
                .append(isInMemory(entry.order) ? " m" : " d");
        if (entry.order.isArray()) {
            line.append(" FB_TASK_ID=").append(entry.id.task().index());
        }
        grant.ports()
                .forEach((name, port) -> line.append(' ')
                        .append(LaunchPlans.portVariable(name))
                        .append('=')
                        .append(port));
        capacity.devices()
                .sequencedKeySet()
                .forEach(kind -> Devices.variable(kind)
                        .ifPresent(name -> line.append(' ')
                                .append(name)
                                .append('=')
                                .append(list(grant.devices().getOrDefault(kind, List.of())))));
        if (LaunchPlans.image(entry.order).isPresent() && !grant.devices().isEmpty()) {
            var files = ContainerDevices.files(grant.devices(), settings.containers());
            line.append(' ').append(ContainerDevices.VARIABLE).append('=').append(String.join(",", files));
        }
        return line.append(" .\n").toString();
    }

    boolean isInMemory(Order order) {
        return switch (settings.logs()) {
            case AUTO -> order.isArray();
            case MEMORY -> true;
            case DISK -> false;
        };
    }

    private static String list(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
