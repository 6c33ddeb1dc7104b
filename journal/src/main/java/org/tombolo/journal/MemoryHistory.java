package org.tombolo.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tombolo.model.AttemptId;
import org.tombolo.model.RunId;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.history.HistoryRow;

/// The history of a journal in memory.
final class MemoryHistory implements History {
    private final Codec codec;
    private final Object lock = new Object();
    // guarded by lock
    private final TreeMap<Long, Encoded> runs = new TreeMap<>();
    private final Map<RunId, Long> orders = new HashMap<>();
    private final TreeMap<AttemptId, Encoded> attempts = new TreeMap<>();

    MemoryHistory(Codec codec) {
        this.codec = codec;
    }

    void add(HistoryRow row, Encoded encoded) {
        synchronized (lock) {
            switch (row) {
                case EndedRun ended -> {
                    runs.put(ended.run().order(), encoded);
                    orders.put(ended.run().id(), ended.run().order());
                }
                case EndedAttempt ended -> attempts.put(ended.attempt().id(), encoded);
            }
        }
    }

    @Override
    public List<EndedRun> runs(RunQuery query) {
        var page = new ArrayList<EndedRun>();
        synchronized (lock) {
            var older = query.before().map(order -> runs.headMap(order, false)).orElse(runs);
            for (var encoded : older.descendingMap().values()) {
                var run = run(encoded);
                if (matches(query, run)) {
                    page.add(run);
                }
                if (page.size() == query.limit()) {
                    break;
                }
            }
        }
        return page;
    }

    @Override
    public Optional<EndedRun> run(RunId run) {
        synchronized (lock) {
            return Optional.ofNullable(orders.get(run)).map(order -> run(Objects.requireNonNull(runs.get(order))));
        }
    }

    @Override
    public List<EndedAttempt> attempts(RunId run, Optional<String> job, Optional<AttemptId> after, int limit) {
        synchronized (lock) {
            return attempts.values().stream()
                    .map(this::attempt)
                    .filter(ended -> {
                        var id = ended.attempt().id();
                        return id.run().equals(run)
                                && job.map(name -> id.job().name().equals(name)).orElse(true)
                                && after.map(last -> id.compareTo(last) > 0).orElse(true);
                    })
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Optional<EndedAttempt> attempt(AttemptId attempt) {
        synchronized (lock) {
            return Optional.ofNullable(attempts.get(attempt)).map(this::attempt);
        }
    }

    @Override
    public int prune(Instant before) {
        synchronized (lock) {
            var old = runs.values().stream()
                    .map(this::run)
                    .filter(run -> run.endedAt().isBefore(before))
                    .toList();
            for (var ended : old) {
                runs.remove(ended.run().order());
                orders.remove(ended.run().id());
                attempts.keySet()
                        .removeIf(attempt -> attempt.run().equals(ended.run().id()));
            }
            return old.size();
        }
    }

    private EndedRun run(Encoded encoded) {
        return (EndedRun) codec.history(encoded, "history");
    }

    private EndedAttempt attempt(Encoded encoded) {
        return (EndedAttempt) codec.history(encoded, "history");
    }

    private static boolean matches(RunQuery query, EndedRun ended) {
        var run = ended.run();
        return query.projects().contains(run.project())
                && query.since().map(since -> !run.startedAt().isBefore(since)).orElse(true)
                && query.outcome().map(ended.outcome().word()::equals).orElse(true)
                && query.name()
                        .map(name -> run.name().equals(Optional.of(name)))
                        .orElse(true)
                && query.labels().entrySet().stream()
                        .allMatch(label -> label.getValue().equals(run.labels().get(label.getKey())));
    }
}
