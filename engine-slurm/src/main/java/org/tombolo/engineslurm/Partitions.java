package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.tombolo.model.Ordered;
import org.tombolo.model.work.QueueCapacity;

/// The cluster's partitions, as `sinfo` shows them.
final class Partitions {
    static final List<String> WORDS = List.of("sinfo", "--noheader", "--exact", "--format", "%P|%a|%l|%c|%m|%G|%D");
    private static final int FIELDS = 7;
    private static final Pattern GPUS = Pattern.compile("gpu(?::[^:(,]+)?:(\\d+)");
    private static final long MIB = 1L << 20;

    private Partitions() {}

    /// Those that are up, the default one first; of each the largest node.
    static List<QueueCapacity> parse(String text, List<String> wanted) {
        var found = new LinkedHashMap<String, QueueCapacity>();
        Optional<String> first = Optional.empty();
        for (var line : text.lines().toList()) {
            var fields = line.strip().split("\\|", -1);
            if (fields.length == FIELDS && fields[1].equals("up")) {
                var name = fields[0].replace("*", "");
                if (fields[0].endsWith("*")) {
                    first = Optional.of(name);
                }
                found.merge(name, queue(name, fields), Partitions::larger);
            }
        }
        var names = wanted.isEmpty() ? defaultFirst(found, first) : wanted;
        return names.stream()
                .flatMap(name -> Optional.ofNullable(found.get(name)).stream())
                .toList();
    }

    private static List<String> defaultFirst(SequencedMap<String, QueueCapacity> found, Optional<String> first) {
        var names = new ArrayList<String>();
        first.ifPresent(names::add);
        found.sequencedKeySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(names::add);
        return names;
    }

    private static QueueCapacity queue(String name, String[] fields) {
        var gpus = GPUS.matcher(fields[5]);
        int count = 0;
        while (gpus.find()) {
            count += Integer.parseInt(gpus.group(1));
        }
        SequencedMap<String, Integer> devices = new LinkedHashMap<>();
        if (count > 0) {
            devices.put(Options.GPU, count);
        }
        Optional<Duration> limit = SlurmUnits.duration(fields[2]);
        return new QueueCapacity(
                name,
                Integer.parseInt(fields[6]),
                Integer.parseInt(fields[3]),
                Long.parseLong(fields[4]) * MIB,
                devices,
                limit,
                Ordered.none());
    }

    private static QueueCapacity larger(QueueCapacity one, QueueCapacity other) {
        var devices = new LinkedHashMap<String, Integer>(one.devices());
        other.devices().forEach((kind, count) -> devices.merge(kind, count, Math::max));
        return new QueueCapacity(
                one.name(),
                one.nodes() + other.nodes(),
                Math.max(one.cores(), other.cores()),
                Math.max(one.memoryBytes(), other.memoryBytes()),
                devices,
                one.limit(),
                one.annotations());
    }

    /// In words, for `tombolo sites`.
    static String fact(QueueCapacity queue) {
        var devices = queue.devices().isEmpty() ? "" : ", " + queue.devices();
        var limit = queue.limit()
                .map(time -> "for at most " + time.toMinutes() + " min")
                .orElse("without a limit of time");
        return "partition %s: %d nodes of up to %d cores, %d MiB%s, %s"
                .formatted(queue.name(), queue.nodes(), queue.cores(), queue.memoryBytes() / MIB, devices, limit);
    }
}
