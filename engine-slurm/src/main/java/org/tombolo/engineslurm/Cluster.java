package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tombolo.model.work.QueueCapacity;

/// What the cluster says of itself, asked when it is needed first.
final class Cluster {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> CONFIGURATION = List.of("scontrol", "show", "config");
    private static final Pattern ELEMENTS = Pattern.compile("(?m)^MaxArraySize\\s*=\\s*(\\d+)\\s*$");
    /// What slurm.conf means by saying nothing.
    private static final int ELEMENTS_UNSAID = 1001;

    private final ControlDoor door;
    private final List<String> wanted;

    private volatile @Nullable List<QueueCapacity> partitions;
    private volatile int elements;

    /// @param wanted those partitions that work may use; none: all
    Cluster(ControlDoor door, List<String> wanted) {
        this.door = door;
        this.wanted = wanted;
    }

    /// As they are now.
    List<QueueCapacity> partitions() {
        var now = Partitions.parse(door.answer(Partitions.WORDS, PATIENCE), wanted);
        partitions = now;
        return now;
    }

    /// How long work of a partition may run.
    Optional<Duration> limit(String partition) {
        var known = partitions;
        return (known == null ? partitions() : known)
                .stream()
                        .filter(each -> each.name().equals(partition))
                        .findFirst()
                        .flatMap(QueueCapacity::limit);
    }

    /// How many elements an array may have; numbers from there on are too large.
    int elements() {
        if (elements == 0) {
            var said = ELEMENTS.matcher(door.answer(CONFIGURATION, PATIENCE));
            elements = said.find() ? Integer.parseInt(said.group(1)) : ELEMENTS_UNSAID;
        }
        return elements;
    }
}
