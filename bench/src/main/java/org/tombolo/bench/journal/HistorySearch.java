package org.tombolo.bench.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;
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

/// `history`: how long it takes to open a journal whose tables are there, and to list 100 of 100,000 ended runs: the
/// first
/// question after a start, the newest, those of a rare label, and a name that no run has (which looks at every one).
public final class HistorySearch implements Bench {
    private static final int RUNS = 100_000;
    private static final int BATCH = 500;
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000L);
    private static final ProjectId PROJECT = new ProjectId("science");
    private static final double PS_MILLIS = 200;
    private static final double START_MILLIS = 1_500; // until a server is ready, of which this is a part

    @Override
    public List<Result> measure(List<String> arguments) throws IOException {
        try (var scratch = Scratch.make()) {
            var file = scratch.folder().resolve("journal.db").toString();
            try (var journal = Journals.open(file, new Codec())) {
                fill(journal);
            }
            long before = System.nanoTime();
            try (var journal = Journals.open(file, new Codec())) {
                double open = (System.nanoTime() - before) / 1e6;
                return List.of(
                        Result.of("journal-open", open, "ms", START_MILLIS),
                        list(journal, "journal-ps-first", RunQuery.newest(List.of(PROJECT), 100)),
                        list(journal, "journal-ps-newest", RunQuery.newest(List.of(PROJECT), 100)),
                        list(journal, "journal-ps-label", query(Optional.empty(), Map.of("shard", "77"))),
                        list(journal, "journal-ps-no-such-name", query(Optional.of("nobody"), Map.of())));
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
                Optional.empty(),
                Ordered.none(),
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

    private static Result list(Journal journal, String name, RunQuery query) {
        long before = System.nanoTime();
        journal.history().runs(query);
        return Result.of(name, (System.nanoTime() - before) / 1e6, "ms", PS_MILLIS);
    }
}
