package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.work.Grant;

/// What sbatch is told of an order. The names are those of its manual.
final class Options {
    static final String GPU = "nvidia.com/gpu";
    private static final long MIB = 1L << 20;
    /// Between the end that the factory asks for and the one that Slurm brings about.
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private Options() {}

    static boolean isArray(NodeSpec node) {
        return node instanceof JobSpec job && job.array().isPresent();
    }

    /// @param limit of the partition
    static List<String> of(Order order, NodeSpec node, Grant grant, Optional<Duration> limit, SlurmSettings settings) {
        var words = new ArrayList<String>();
        words.add("--job-name=" + order.label());
        words.add("--parsable");
        words.add("--no-requeue"); // a node that was cut off would run it twice
        words.add("--export=NIL"); // NONE would load the user's profile at the node
        words.add("--chdir=/tmp");
        words.add("--output=/dev/null"); // what it says goes to files of its own
        int nodes = MultinodeSpec.nodes(node);
        words.add("--nodes=" + nodes);
        words.add("--ntasks=" + nodes);
        words.add("--ntasks-per-node=1");
        var asked = node.resources();
        words.add("--cpus-per-task=" + Math.max(1, asked.cpu().cores()));
        if (grant.memoryBytes() > 0) {
            words.add("--mem=" + Math.ceilDiv(grant.memoryBytes(), MIB) + "M");
        }
        Integer gpus = asked.devices().get(GPU);
        if (gpus != null && gpus > 0) {
            words.add("--gres=gpu:" + gpus);
        }
        if (asked.exclusive()) {
            words.add("--exclusive");
        }
        words.add("--partition=" + grant.host());
        settings.account().ifPresent(account -> words.add("--account=" + account));
        settings.qos().ifPresent(qos -> words.add("--qos=" + qos));
        settings.constraint().ifPresent(constraint -> words.add("--constraint=" + constraint));
        settings.reservation().ifPresent(reservation -> words.add("--reservation=" + reservation));
        time(node, limit).ifPresent(time -> words.add("--time=" + time));
        if (order.array()) {
            words.add("--array=" + indexes(order) + atOnce(node));
        }
        return words;
    }

    /// A service that says nothing stays as long as the partition lets it: what the partition gives to those who say
    /// nothing is meant for jobs.
    private static Optional<String> time(NodeSpec node, Optional<Duration> limit) {
        var asked = node.policy()
                .timeout()
                .map(timeout -> timeout.plus(MARGIN))
                .map(time -> limit.filter(most -> most.compareTo(time) < 0).orElse(time));
        return asked.or(() -> limit.filter(_ -> node instanceof ServiceSpec))
                .map(time -> Long.toString(time.plusSeconds(59).toMinutes()))
                .or(() -> Optional.of("UNLIMITED").filter(_ -> node instanceof ServiceSpec));
    }

    /// Runs of numbers, as Slurm writes them: `0-99,105`.
    static String indexes(Order order) {
        var ranges = new ArrayList<int[]>();
        for (var member : order.members()) {
            int index = member.element();
            if (!ranges.isEmpty() && ranges.getLast()[1] == index - 1) {
                ranges.getLast()[1] = index;
            } else {
                ranges.add(new int[] {index, index});
            }
        }
        return ranges.stream()
                .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1])
                .collect(Collectors.joining(","));
    }

    private static String atOnce(NodeSpec node) {
        return node instanceof JobSpec job
                ? job.array().flatMap(ArraySpec::concurrency).map(n -> "%" + n).orElse("")
                : "";
    }
}
