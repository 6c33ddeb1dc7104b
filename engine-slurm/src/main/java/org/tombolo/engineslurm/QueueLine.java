package org.tombolo.engineslurm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job as `squeue` shows it, with [#FORMAT]; an array's elements by themselves.
///
/// @param handle JOB, or JOB_INDEX
/// @param state  in Slurm's words, such as PENDING
/// @param reason why it waits, in Slurm's words
/// @param start  when it started, or is expected to
/// @param left   of its time, by the site's own clock
record QueueLine(
        String handle,
        String name,
        String state,
        String reason,
        Optional<Instant> start,
        Optional<Duration> limit,
        Optional<Long> memoryBytes,
        String partition,
        Optional<Duration> left) {
    /// Behind the name come only words of Slurm's own.
    static final List<String> WORDS = List.of(
            "env", "SLURM_TIME_FORMAT=%s", "squeue", "--noheader", "--array", "--me", "--states=all", "--format");
    static final String FORMAT = "%F|%K|%j|%T|%r|%S|%l|%m|%P|%L";

    private static final int FIELDS = 10;

    static Optional<QueueLine> parse(String line) {
        var fields = line.strip().split("\\|", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        var index = fields[1];
        boolean isElement = index.chars().allMatch(Character::isDigit) && !index.isEmpty();
        return Optional.of(new QueueLine(
                fields[0] + (isElement ? "_" + index : ""),
                fields[2],
                fields[3],
                fields[4],
                instant(fields[5]),
                SlurmUnits.duration(fields[6]),
                SlurmUnits.bytes(fields[7]),
                fields[8],
                SlurmUnits.duration(fields[9])));
    }

    private static Optional<Instant> instant(String seconds) {
        return !seconds.isEmpty() && seconds.chars().allMatch(Character::isDigit)
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
                : Optional.empty();
    }

    /// Pending or on a machine; also what Slurm is about to end.
    boolean isLive() {
        return switch (state) {
            case "PENDING",
                    "RUNNING",
                    "CONFIGURING",
                    "COMPLETING",
                    "SUSPENDED",
                    "STOPPED",
                    "SIGNALING",
                    "STAGE_OUT",
                    "RESIZING",
                    "REQUEUED",
                    "REQUEUE_HOLD",
                    "SPECIAL_EXIT" -> true;
            default -> false;
        };
    }
}
