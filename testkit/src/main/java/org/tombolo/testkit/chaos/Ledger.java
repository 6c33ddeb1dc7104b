package org.tombolo.testkit.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.model.AttemptId;
import org.tombolo.model.FactoryId;
import org.tombolo.model.RunId;

/// What processes wrote down themselves, each word appended as one line: nothing of Tombolo counts here. The order of
/// the lines is the order in which they were written, so the words of a task show that no two attempts of it
/// overlapped.
public final class Ledger {
    /// Names the file to a process. No two ledgers have the same path, so it also tells whose process it is.
    public static final String VARIABLE = "LEDGER";

    /// What a script begins with, so that it can `say WORD`.
    public static final String SAY = """
            say() { printf '%s %s %s %s %s\\n' "$RUN" "$JOB" "${FB_TASK_ID:-0}" "$TOMBOLO_ATTEMPT" "$1" >>"$LEDGER"; }
            """;

    private static final int MOST_TRIES = 20;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Path file;

    public Ledger(Path file) {
        this.file = file.toAbsolutePath();
    }

    public Path file() {
        return file;
    }

    /// One word of one attempt.
    ///
    /// @param label as the attempt itself knows its id
    public record Line(String run, String job, int index, String label, String word) {
        private static Line parse(String text) {
            var words = text.split(" ", -1);
            if (words.length != 5) {
                throw new AssertionError("ledger: not a line of ours: " + text);
            }
            return new Line(words[0], words[1], Integer.parseInt(words[2]), words[3], words[4]);
        }

        /// The try of the task, and the word.
        private String tried() {
            var factory = new FactoryId(label.substring(0, label.indexOf('-')));
            for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
                if (AttemptId.of(new RunId(run), job, index, attempt)
                        .label(factory)
                        .equals(label)) {
                    return attempt + " " + word;
                }
            }
            throw new AssertionError("no attempt of %s/%s/%d has the label %s".formatted(run, job, index, label));
        }
    }

    public List<Line> lines() throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .map(Line::parse)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// What one task's attempts said, in order: `1 start`, `1 end`.
    public List<String> of(String run, String job, int index) throws IOException {
        return lines().stream()
                .filter(line -> line.run().equals(run) && line.job().equals(job) && line.index() == index)
                .map(Line::tried)
                .toList();
    }

    /// Process ids of what runs with this ledger in its environment; waits a little for those that are ending.
    public List<Long> awaitSilence(Duration within) throws InterruptedException {
        long limit = System.nanoTime() + within.toNanos();
        var left = alive();
        while (!left.isEmpty() && System.nanoTime() < limit) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            left = alive();
        }
        return left;
    }

    public List<Long> alive() {
        var mark = VARIABLE + "=" + file + "\0";
        var found = new ArrayList<Long>();
        ProcessHandle.allProcesses().forEach(process -> {
            try {
                var environment = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
                if (("\0" + new String(environment, StandardCharsets.UTF_8)).contains("\0" + mark)) {
                    found.add(process.pid());
                }
            } catch (IOException e) {
                // another user's, or gone
            }
        });
        return found;
    }
}
