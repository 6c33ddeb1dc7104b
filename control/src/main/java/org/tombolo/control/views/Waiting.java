package org.tombolo.control.views;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Waits;

/// Why a site that has a job's attempts has not started them: of many, what most of them wait for.
///
/// @param some   how many wait for this
/// @param all    how many of the job wait at the site
/// @param handle what the site calls one of them
record Waiting(Waits waits, int some, int all, Optional<String> handle) {
    static Optional<Waiting> of(State state, LiveJob job) {
        var byWhy = new LinkedHashMap<Waits, List<Attempt>>();
        for (var attempt : attempts(job)) {
            if (attempt.startedAt().isEmpty() && attempt.isActive()) {
                site(state, attempt)
                        .flatMap(site -> site.remarks(attempt.id()).waits())
                        .ifPresent(waits -> byWhy.computeIfAbsent(waits, _ -> new ArrayList<>())
                                .add(attempt));
            }
        }
        int all = byWhy.sequencedValues().stream().mapToInt(List::size).sum();
        return byWhy.sequencedEntrySet().stream()
                .max(Comparator.comparingInt(each -> each.getValue().size()))
                .map(most -> new Waiting(
                        most.getKey(),
                        most.getValue().size(),
                        all,
                        most.getValue().getFirst().handle()));
    }

    /// When the first of its attempts that run will be ended by their site.
    static Optional<Instant> ends(State state, LiveJob job) {
        return attempts(job).stream()
                .flatMap(attempt ->
                        site(state, attempt).stream().flatMap(site -> site.remarks(attempt.id()).endsBy().stream()))
                .min(Comparator.naturalOrder());
    }

    String text(String where) {
        if (all > 1) {
            return "%d tasks wait at %s; %s".formatted(all, where, why());
        }
        return "waits%s at %s; %s"
                .formatted(handle.map(name -> " as job " + name).orElse(""), where, why());
    }

    /// Behind what is said of those that run.
    String others() {
        return "; %d wait: %s".formatted(all, why());
    }

    private String why() {
        return some < all ? "%d of them: %s".formatted(some, waits.why()) : waits.why();
    }

    private static List<Attempt> attempts(LiveJob job) {
        return job.tasks().stream().flatMap(task -> task.attempt().stream()).toList();
    }

    private static Optional<LiveSite> site(State state, Attempt attempt) {
        return state.work().findSite(attempt.site());
    }
}
