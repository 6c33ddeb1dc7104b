package org.tombolo.api.routes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.History;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.wire.Items;
import org.tombolo.wire.run.RunSummary;

/// Live and ended runs of a project as one list, the newest first.
public final class RunList {
    /// How many runs one request looks at: a filter that hits nothing ends too, with a cursor to go on from.
    private static final int MOST_LOOKED_AT = 20_000;

    private static final int STEP = 500;

    /// @param state  a word of the API, or `live`, `ended`
    /// @param labels each must be there with this value
    record Filter(
            Optional<String> state,
            Optional<String> name,
            SequencedMap<String, String> labels,
            Optional<Instant> since) {
        Filter {
            labels = Ordered.copy(labels);
        }

        boolean takesAll() {
            return state.isEmpty() && name.isEmpty() && labels.isEmpty() && since.isEmpty();
        }

        boolean takes(RunSummary run) {
            return state.map(word -> isIn(run, word)).orElse(true)
                    && name.map(each -> run.name().equals(Optional.of(each))).orElse(true)
                    && labels.entrySet().stream()
                            .allMatch(label ->
                                    label.getValue().equals(run.labels().get(label.getKey())))
                    && since.map(from -> !run.startedAt().isBefore(from)).orElse(true);
        }

        private static boolean isIn(RunSummary run, String word) {
            return switch (word) {
                case "live" -> run.endedAt().isEmpty();
                case "ended" -> run.endedAt().isPresent();
                default -> run.state().equals(word);
            };
        }
    }

    private record Line(long order, RunSummary run) {}

    private final Factory factory;
    private final History history;

    public RunList(Factory factory, History history) {
        this.factory = factory;
        this.history = history;
    }

    /// @param before the order of the last run that was looked at for the page before
    Items<RunSummary> page(ProjectId project, Filter filter, Optional<Long> before, int limit) {
        var page = new ArrayList<RunSummary>();
        int looked = 0;
        var last = before;
        while (page.size() < limit && looked < MOST_LOOKED_AT) {
            var lines = next(project, filter, last, filter.takesAll() ? Math.min(limit, STEP) : STEP);
            if (lines.isEmpty()) {
                return Items.all(page);
            }
            for (var line : lines) {
                looked++;
                last = Optional.of(line.order());
                if (filter.takes(line.run())) {
                    page.add(line.run());
                }
                if (page.size() == limit) {
                    break;
                }
            }
        }
        return new Items<>(page, last.map(String::valueOf));
    }

    /// The next ones in order, whichever side they are on: of both sides as many as reach down to the same order.
    private List<Line> next(ProjectId project, Filter filter, Optional<Long> before, int step) {
        var live = factory.runs(List.of(project), before, step);
        var ended = history.runs(List.of(project), filter.since(), before, step);
        long reach = Math.max(
                live.size() < step ? Long.MIN_VALUE : live.getLast().run().order(),
                ended.size() < step ? Long.MIN_VALUE : ended.getLast().run().order());
        Map<Long, Line> lines = new LinkedHashMap<>(); // one that ended between the two questions is in both
        live.forEach(view -> lines.put(view.run().order(), new Line(view.run().order(), RunShape.summary(view))));
        ended.forEach(run -> lines.put(run.run().order(), new Line(run.run().order(), RunShape.summary(run))));
        return lines.values().stream()
                .filter(line -> line.order() >= reach)
                .sorted(Comparator.comparingLong(Line::order).reversed())
                .toList();
    }
}
