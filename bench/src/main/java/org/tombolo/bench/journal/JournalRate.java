package org.tombolo.bench.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;
import org.tombolo.journal.Batch;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Journals;
import org.tombolo.journal.Lease;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptForgotten;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.TaskEnded;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.HistoryRow;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.LogObject;
import org.tombolo.model.work.Outcome;
import org.tombolo.model.work.Usage;

/// `journal`: facts of tasks that start and end, each batch flushed to the disk, then read again: rows a second for
/// encode, insert, commit, and for read and decode, with the history of every attempt.
///
/// Arguments: empty databases to measure (a file's path, `jdbc:postgresql://...`); without any, a file in a new folder.
public final class JournalRate implements Bench {
    private static final int BATCH_TASKS = 84; // six facts each: some 500 rows
    private static final int BATCHES = 1_200;
    private static final int WARM_UP = 300;
    private static final double TRANSITIONS = 50_000; // a second, that the loop is to do in all
    private static final double STALL_MILLIS = 50;

    @Override
    public List<Result> measure(List<String> databases) throws IOException {
        if (!databases.isEmpty()) {
            return databases.stream()
                    .flatMap(database -> measure(database).stream())
                    .toList();
        }
        try (var scratch = Scratch.make()) {
            return measure(scratch.folder().resolve("journal.db").toString());
        }
    }

    private static List<Result> measure(String database) {
        var kind = database.startsWith("jdbc:postgresql:") ? "postgresql" : "sqlite";
        try (var journal = Journals.open(database, new Codec())) {
            if (!(journal.lead("bench", Duration.ofHours(1), Instant.now()) instanceof Lease.Granted(long epoch))) {
                throw new IllegalStateException(database + ": somebody else holds the lease");
            }
            if (journal.read(0, (_, _) -> {}).lastSeq() != 0) {
                throw new IllegalStateException(database + ": expected an empty journal");
            }
            var warm = append(journal, epoch, 0, WARM_UP);
            var took = append(journal, epoch, WARM_UP, BATCHES);
            long before = System.nanoTime();
            journal.read(warm.rows(), (_, _) -> {});
            long read = System.nanoTime() - before;
            return List.of(
                    Result.of("journal-append-" + kind, took.rows() * 1e9 / took.nanos(), "rows/s", TRANSITIONS),
                    Result.of("journal-append-p99-" + kind, took.p99() / 1e6, "ms", STALL_MILLIS),
                    Result.of("journal-read-" + kind, took.rows() * 1e9 / read, "rows/s", TRANSITIONS));
        }
    }

    /// @param p99 nanoseconds for a batch
    private record Took(long rows, long nanos, long p99) {}

    private static Took append(Journal journal, long epoch, int firstBatch, int batches) {
        var times = new long[batches];
        long rows = 0;
        for (int i = 0; i < batches; i++) {
            var batch = batch(firstBatch + i);
            long before = System.nanoTime();
            journal.append(epoch, batch);
            times[i] = System.nanoTime() - before;
            rows += batch.facts().size();
        }
        long all = Arrays.stream(times).sum();
        Arrays.sort(times);
        return new Took(rows, all, times[batches * 99 / 100]);
    }

    private static Batch batch(int number) {
        var facts = new ArrayList<Fact>(BATCH_TASKS * 6);
        var history = new ArrayList<HistoryRow>(BATCH_TASKS);
        var now = Instant.ofEpochSecond(1_790_000_000L + number, 123_456_789);
        for (int i = 0; i < BATCH_TASKS; i++) {
            addTask(number * BATCH_TASKS + i, now, facts, history);
        }
        return new Batch((long) number * BATCH_TASKS * 6 + 1, now, facts, history);
    }

    private static void addTask(int index, Instant now, List<Fact> facts, List<HistoryRow> history) {
        var id = AttemptId.of(new RunId("sweep-4k2m9x"), "train", index, 1);
        var site = new SiteId("local");
        var placed = new AttemptPlaced(
                id,
                site,
                new Grant("machine", List.of(index & 15), 1L << 30, Ordered.none(), Ordered.none()),
                Optional.empty());
        var accepted = new AttemptAccepted(id, Integer.toString(10_000 + index));
        var started = new AttemptStarted(id, now, 1);
        var ended = new AttemptEnded(
                id,
                Optional.of(now),
                now.plusMillis(3),
                new Cause.Exit(0),
                new Usage(Optional.of(Duration.ofMillis(2)), Optional.of(4_194_304L)));
        var logs = List.of(new LogObject("out", new Digest("sha256:" + "%064x".formatted(index)), 0, 120));
        facts.addAll(List.of(
                placed,
                accepted,
                started,
                ended,
                new AttemptForgotten(id, logs),
                new TaskEnded(id.task(), new Outcome.Succeeded())));
        history.add(new EndedAttempt(
                Attempt.placed(placed, now)
                        .after(accepted, now)
                        .after(started, now)
                        .after(ended, now),
                logs));
    }
}
