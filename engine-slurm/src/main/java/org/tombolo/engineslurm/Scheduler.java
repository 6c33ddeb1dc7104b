package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// What is ordered of slurmctld: to take jobs, and to end them.
final class Scheduler {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ControlDoor door;
    private final Orders orders;
    private final SharedFolder folder;

    Scheduler(ControlDoor door, Orders orders, SharedFolder folder) {
        this.door = door;
        this.orders = orders;
        this.folder = folder;
    }

    /// What became of a submit.
    sealed interface Answer {
        record Has(String number) implements Answer {}

        record Refused(String why, boolean permanent) implements Answer {}

        /// It may have it.
        record Unknown() implements Answer {}
    }

    Answer submit(Order order, List<String> options) {
        var words = new ArrayList<String>();
        words.add("sbatch");
        words.addAll(options);
        var script =
                "#!/bin/sh\nexec /bin/sh '%s' '%s' '%s'\n".formatted(orders.program(), folder.there(), order.name());
        try {
            var said = door.ask(words, script, PATIENCE);
            var number = said.out().strip().split(";", 2)[0];
            if (said.worked() && number.chars().allMatch(Character::isDigit) && !number.isEmpty()) {
                return new Answer.Has(number);
            }
            return isUncertain(said)
                    ? new Answer.Unknown()
                    : new Answer.Refused("sbatch: " + said.complaint(), isPermanent(said));
        } catch (TomboloException e) {
            if (e.code() == ErrorCode.UNREACHABLE) {
                return new Answer.Unknown();
            }
            throw e;
        }
    }

    /// slurmctld may have taken it and its answer was lost.
    private static boolean isUncertain(Said said) {
        var text = said.err();
        return said.worked()
                || text.contains("Socket timed out")
                || text.contains("Zero Bytes")
                || text.contains("Unable to contact slurm controller")
                || text.contains("Communication connection failure");
    }

    /// What another try would not change.
    private static boolean isPermanent(Said said) {
        var text = said.err();
        return !text.contains("temporarily")
                && !text.contains("QOSMaxSubmitJob")
                && !text.contains("AssocMaxSubmitJob")
                && !text.contains("exceeding MaxJobs");
    }

    /// The number of a job that was submitted before: slurmctld is asked by name, then slurmdbd.
    Optional<String> find(Order order) {
        var live = number(
                List.of("squeue", "--noheader", "--me", "--states=all", "--name=" + order.label(), "--format=%F"));
        return live.or(() -> number(List.of(
                "sacct",
                "--noheader",
                "--parsable2",
                "--allocations",
                "--starttime=now-30days",
                "--name=" + order.label(),
                "--format=JobID")));
    }

    private Optional<String> number(List<String> words) {
        return door.answer(words, PATIENCE)
                .lines()
                .map(line -> line.strip().split("_", 2)[0])
                .filter(word -> !word.isEmpty())
                .findFirst();
    }

    /// What is gone already is no error.
    void cancel(List<String> options, List<Item> items) {
        var handles = items.stream()
                .filter(item -> item.order().job().isPresent())
                .map(Item::handle)
                .toList();
        if (handles.isEmpty()) {
            return;
        }
        var words = new ArrayList<String>(List.of("scancel", "--quiet"));
        words.addAll(options);
        words.addAll(handles);
        door.ask(words, "", PATIENCE);
    }
}
