package org.tombolo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tombolo.journal.Batch;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journal;
import org.tombolo.journal.Journals;
import org.tombolo.journal.Lease;
import org.tombolo.journal.RunQuery;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.UserId;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.RunEnded;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.history.HistoryRow;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.state.Run;
import org.tombolo.model.work.Outcome;

/// How long it takes to open a journal whose tables are there, and to list 100 of 100,000 ended runs: the first
/// question after a start, the newest, those of a rare label, and a name that no run has (which looks at every one).
public final class HistoryBench {
    private static final int RUNS = 100_000;
    private static final int BATCH = 500;
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000L);
    private static final ProjectId PROJECT = new ProjectId("science");
    private static final double PS_MILLIS = 200;
    private static final double START_MILLIS = 1_500; // until a server is ready, of which this is a part

    private HistoryBench() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory("tombolo-history-bench-");
        try {
            var file = folder.resolve("journal.db").toString();
            try (var journal = Journals.open(file, new Codec())) {
                fill(journal);
            }
            long before = System.nanoTime();
            try (var journal = Journals.open(file, new Codec())) {
                print("journal-open", System.nanoTime() - before, START_MILLIS);
                list(journal, "journal-ps-first", RunQuery.newest(List.of(PROJECT), 100));
                list(journal, "journal-ps-newest", RunQuery.newest(List.of(PROJECT), 100));
                list(journal, "journal-ps-label", query(Optional.empty(), Map.of("shard", "77")));
                list(journal, "journal-ps-no-such-name", query(Optional.of("nobody"), Map.of()));
            }
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void fill(Journal journal) {
        if (!(journal.lead("bench", Duration.ofHours(1), NOW) instanceof Lease.Granted(long epoch))) {
            throw new IllegalStateException("somebody else holds the lease");
        }
        for (int first = 0; first < RUNS; first += BATCH) {
            var facts = new ArrayList<Fact>();
            var history = new ArrayList<HistoryRow>();
            for (int i = first; i < first + BATCH; i++) {
                var run = run(i);
                facts.add(new RunEnded(run.id(), new Outcome.Succeeded()));
                history.add(new EndedRun(run, NOW.plusSeconds(i + 60L), new Outcome.Succeeded(), List.of()));
            }
            journal.append(epoch, new Batch(first + 1L, NOW, facts, history));
        }
    }

    private static Run run(int number) {
        var workflow = new WorkflowSpec(
                FormatVersion.V4,
                Ordered.copy(Map.of("text", "x".repeat(2_000))), // as long as a workflow of a few jobs
                false,
                Ordered.none(),
                Ordered.none(),
                Ordered.none(),
                Ordered.none());
        return new Run(
                new RunId("run-" + number),
                number,
                PROJECT,
                new UserId("ada"),
                Optional.of("name-" + number % 100),
                Ordered.copy(Map.of("shard", Integer.toString(number % 1_000))),
                workflow,
                Optional.empty(),
                Optional.empty(),
                Ordered.none(),
                0,
                NOW.plusSeconds(number),
                Optional.empty());
    }

    private static RunQuery query(Optional<String> name, Map<String, String> labels) {
        return new RunQuery(
                List.of(PROJECT),
                Optional.empty(),
                Optional.empty(),
                name,
                Ordered.copy(labels),
                Optional.empty(),
                100);
    }

    private static void list(Journal journal, String name, RunQuery query) {
        long before = System.nanoTime();
        journal.history().runs(query);
        print(name, System.nanoTime() - before, PS_MILLIS);
    }

    private static void print(String name, long nanos, double reference) {
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"%s\",\"value\":%.1f,\"unit\":\"ms\",\"reference\":%.0f,\"ratio\":%.2f}%n",
                name,
                nanos / 1e6,
                reference,
                nanos / 1e6 / reference);
    }
}
