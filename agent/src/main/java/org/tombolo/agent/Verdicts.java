package org.tombolo.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Usage;
import org.tombolo.wire.agent.AttemptStatus;

/// The ends that the agent itself knows better than the supervisor, one appended line each: stopped before they began,
/// staging that failed, transfers, what a reboot ended. `LABEL KIND BEGAN ENDED TEXT .`, times in milliseconds, the
/// text in Base64.
final class Verdicts {
    private final Path file;

    Verdicts(Path file) {
        this.file = file;
    }

    synchronized void write(String label, AttemptStatus.State.Ended end) throws IOException {
        var text = Base64.getEncoder().encodeToString(text(end.cause()).getBytes(StandardCharsets.UTF_8));
        var line = "\n%s %s %s %d %s .\n"
                .formatted(
                        label,
                        end.cause().kind(),
                        end.startedAt()
                                .map(at -> Long.toString(at.toEpochMilli()))
                                .orElse("-"),
                        end.at().toEpochMilli(),
                        text.isEmpty() ? "-" : text);
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    Map<String, AttemptStatus.State.Ended> read() throws IOException {
        var found = new LinkedHashMap<String, AttemptStatus.State.Ended>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var words = line.split(" ", -1);
                if (words.length == 6 && words[5].equals(".")) {
                    parse(words).ifPresent(end -> found.putIfAbsent(words[0], end));
                }
            }
        }
        return found;
    }

    private static Optional<AttemptStatus.State.Ended> parse(String[] words) {
        try {
            var text = words[4].equals("-")
                    ? ""
                    : new String(Base64.getDecoder().decode(words[4]), StandardCharsets.UTF_8);
            var began = words[2].equals("-")
                    ? Optional.<Instant>empty()
                    : Optional.of(Instant.ofEpochMilli(Long.parseLong(words[2])));
            return cause(words[1], text)
                    .map(cause -> new AttemptStatus.State.Ended(
                            began, Instant.ofEpochMilli(Long.parseLong(words[3])), cause, Usage.UNKNOWN));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(Cause cause) {
        return switch (cause) {
            case Cause.Exit(var code) -> Integer.toString(code);
            case Cause.Signal(var number) -> Integer.toString(number);
            case Cause.OutOfMemory(var limit) -> Long.toString(limit);
            case Cause.VolumeFull full -> Integer.toString(full.code());
            case Cause.Timeout timeout -> timeout.limit().toString();
            case Cause.Preempted(var by) -> by;
            case Cause.NodeLost(var why) -> why;
            case Cause.Refused(var why) -> why;
            case Cause.Stopped(var why) -> why;
            case Cause.Lost(var why) -> why;
            case Cause.StagingFailed(var why) -> why;
        };
    }

    private static Optional<Cause> cause(String kind, String text) {
        return Optional.ofNullable(
                switch (kind) {
                    case "EXIT" -> new Cause.Exit(Integer.parseInt(text));
                    case "SIGNAL" -> new Cause.Signal(Integer.parseInt(text));
                    case "OUT_OF_MEMORY" -> new Cause.OutOfMemory(Long.parseLong(text));
                    case "NODE_LOST" -> new Cause.NodeLost(text);
                    case "REFUSED" -> new Cause.Refused(text);
                    case "STOPPED" -> new Cause.Stopped(text);
                    case "LOST" -> new Cause.Lost(text);
                    case "STAGING_FAILED" -> new Cause.StagingFailed(text);
                    default -> null;
                });
    }
}
