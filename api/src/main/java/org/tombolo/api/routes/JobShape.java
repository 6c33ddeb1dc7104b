package org.tombolo.api.routes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.door.AttemptView;
import org.tombolo.control.door.JobView;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedJob;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.Job.Phase;
import org.tombolo.model.work.Outcome;
import org.tombolo.model.work.SiteChoice;
import org.tombolo.wire.run.Job;

/// Nodes of a graph as the API shows them.
final class JobShape {
    private JobShape() {}

    static Job of(JobView view, List<EndedAttempt> left) {
        var spec = view.spec();
        var job = view.job();
        var ended = job.phase() instanceof Phase.Ended end ? Optional.of(end) : Optional.<Phase.Ended>empty();
        var attempts = view.sample().isEmpty()
                ? left.stream()
                        .map(each -> AttemptShape.of(each.attempt(), Optional.empty()))
                        .toList()
                : view.sample().stream().map(AttemptShape::of).toList();
        return new Job(
                spec.name(),
                kind(spec),
                word(view),
                ended.flatMap(end -> why(end.outcome())).or(job::stopping),
                isPersistent(spec),
                isArray(spec),
                firstIndex(spec),
                dependencies(spec),
                job.choice().map(choice -> choice.site().value()),
                job.choice().map(SiteChoice::reason),
                releasedAt(job.phase()),
                ended.map(Phase.Ended::at),
                new Job.Counts(
                        view.size(), view.waiting(), view.running(), view.ready(), job.succeeded(), job.failed()),
                job.runMillis(),
                attempts);
    }

    static Job of(NodeSpec spec, EndedJob job, List<EndedAttempt> attempts) {
        int size = size(spec);
        return new Job(
                spec.name(),
                kind(spec),
                job.outcome().word(),
                why(job.outcome()),
                isPersistent(spec),
                isArray(spec),
                firstIndex(spec),
                dependencies(spec),
                job.choice().map(choice -> choice.site().value()),
                job.choice().map(SiteChoice::reason),
                job.startedAt(),
                Optional.of(job.endedAt()),
                new Job.Counts(size, 0, 0, 0, job.succeeded(), job.failed()),
                attempts.stream().mapToLong(each -> millis(each.attempt())).sum(),
                attempts.stream()
                        .map(each -> AttemptShape.of(each.attempt(), Optional.empty()))
                        .toList());
    }

    static Optional<String> why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded() -> Optional.empty();
            case Outcome.Failed(var why) -> Optional.of(why);
            case Outcome.Stopped(var why) -> Optional.of(why);
            case Outcome.Skipped(var because) -> Optional.of(because);
            case Outcome.Kept(var from) ->
                Optional.of("kept from run %s: same inputs, image and command".formatted(from));
        };
    }

    static int size(NodeSpec spec) {
        return spec instanceof JobSpec job
                ? job.array().map(array -> array.size()).orElse(1)
                : 1;
    }

    static int firstIndex(NodeSpec spec) {
        return spec instanceof JobSpec job
                ? job.array().map(array -> array.start()).orElse(0)
                : 0;
    }

    private static String word(JobView view) {
        return switch (view.job().phase()) {
            case Phase.Waiting() -> "waiting";
            case Phase.Ended(var _, var _, var outcome) -> outcome.word();
            case Phase.Released _ -> {
                if (view.spec() instanceof ServiceSpec && view.ready() > 0 && view.ready() >= view.size()) {
                    yield "ready";
                }
                yield view.running() > 0 ? "running" : hasAttempt(view) && !waitsAtSite(view) ? "starting" : "queued";
            }
        };
    }

    private static boolean hasAttempt(JobView view) {
        return view.sample().stream().map(AttemptView::attempt).anyMatch(Attempt::isActive);
    }

    private static boolean waitsAtSite(JobView view) {
        return view.sample().stream()
                .anyMatch(attempt -> attempt.remarks().waits().isPresent());
    }

    private static Optional<Instant> releasedAt(Phase phase) {
        return switch (phase) {
            case Phase.Waiting() -> Optional.empty();
            case Phase.Released(var at) -> Optional.of(at);
            case Phase.Ended(var startedAt, var _, var _) -> startedAt;
        };
    }

    private static String kind(NodeSpec spec) {
        return switch (spec) {
            case JobSpec _ -> "job";
            case ServiceSpec _ -> "service";
            case StagingSpec _ -> "staging";
        };
    }

    private static boolean isPersistent(NodeSpec spec) {
        return spec instanceof ServiceSpec service && service.persist();
    }

    private static boolean isArray(NodeSpec spec) {
        return spec instanceof JobSpec job && job.array().isPresent();
    }

    private static List<Job.Dependency> dependencies(NodeSpec spec) {
        return spec.dependsOn().stream()
                .map(each -> new Job.Dependency(each.name(), Words.of(each.on())))
                .toList();
    }

    private static long millis(Attempt attempt) {
        return attempt.state() instanceof AttemptState.Ended(var started, var at, var cause, var _, var _)
                        && cause.isSuccess()
                ? started.map(from -> Duration.between(from, at).toMillis()).orElse(0L)
                : 0;
    }
}
