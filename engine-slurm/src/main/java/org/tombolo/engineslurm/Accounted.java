package org.tombolo.engineslurm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.work.Cause;

/// What slurmdbd has of one job.
record Accounted(
        String state, int status, int signal, Optional<Instant> end, Optional<Duration> limit, String partition) {
    private static final int FIELDS = 5;

    static Optional<Accounted> of(ControlDoor door, String handle, Duration patience) {
        var said = door.ask(
                List.of(
                        "env",
                        "SLURM_TIME_FORMAT=%s",
                        "sacct",
                        "--noheader",
                        "--parsable2",
                        "--allocations",
                        "--jobs=" + handle,
                        "--format=State,ExitCode,End,Timelimit,Partition"),
                "",
                patience);
        return said.worked() ? said.out().lines().findFirst().flatMap(Accounted::parse) : Optional.empty();
    }

    private static Optional<Accounted> parse(String line) {
        var fields = line.split("\\|", -1);
        if (fields.length != FIELDS || !fields[1].matches("\\d+:\\d+")) {
            return Optional.empty();
        }
        var code = fields[1].split(":", 2);
        var end = fields[2].matches("\\d+")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(fields[2])))
                : Optional.<Instant>empty();
        var state = fields[0].split(" ", 2)[0]; // "CANCELLED by 2001"
        return state.equals("RUNNING") || state.equals("PENDING")
                ? Optional.empty() // slurmdbd lags behind
                : Optional.of(new Accounted(
                        state,
                        Integer.parseInt(code[0]),
                        Integer.parseInt(code[1]),
                        end,
                        SlurmUnits.duration(fields[3]),
                        fields[4]));
    }

    Cause cause() {
        return signal > 0 ? new Cause.Signal(signal) : new Cause.Exit(status);
    }
}
