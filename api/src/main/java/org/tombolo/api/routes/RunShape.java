package org.tombolo.api.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tombolo.control.door.JobView;
import org.tombolo.control.door.RunView;
import org.tombolo.control.door.Version;
import org.tombolo.model.Ordered;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedJob;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.work.Outcome;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.RunSummary;

/// Runs as the API shows them.
final class RunShape {
    private RunShape() {}

    /// @param left attempts that have left their sites, for jobs without live ones
    static Run of(RunView view, List<EndedAttempt> left) {
        var run = view.run();
        var byJob = byJob(left);
        return new Run(
                of(view.version()),
                run.id().value(),
                run.project().value(),
                run.user().value(),
                run.name(),
                run.labels(),
                Words.of(view.phase()),
                run.stopping().or(() -> firstFailure(view)),
                run.startedAt(),
                Optional.empty(),
                run.site().map(site -> site.value()),
                run.priority(),
                run.upload().map(digest -> digest.value()),
                view.jobs().stream()
                        .map(job ->
                                JobShape.of(job, byJob.getOrDefault(job.spec().name(), List.of())))
                        .toList(),
                List.copyOf(run.workflow().volumes().sequencedKeySet()),
                images(run),
                run.again().map(again -> again.of().value()),
                Ordered.none());
    }

    /// @param version of the answer: an ended run does not change any more
    static Run of(EndedRun ended, Version version, List<EndedAttempt> attempts) {
        var run = ended.run();
        return new Run(
                of(version),
                run.id().value(),
                run.project().value(),
                run.user().value(),
                run.name(),
                run.labels(),
                ended.outcome().word(),
                JobShape.why(ended.outcome()),
                run.startedAt(),
                Optional.of(ended.endedAt()),
                run.site().map(site -> site.value()),
                run.priority(),
                run.upload().map(digest -> digest.value()),
                jobs(ended, byJob(attempts)),
                List.copyOf(run.workflow().volumes().sequencedKeySet()),
                images(run),
                run.again().map(again -> again.of().value()),
                Ordered.none());
    }

    private static SequencedMap<String, String> images(org.tombolo.model.state.Run run) {
        var images = new LinkedHashMap<String, String>();
        run.images().forEach((image, digest) -> images.put(image, digest.value()));
        return images;
    }

    static RunSummary summary(RunView view) {
        var run = view.run();
        var outcomes = view.jobs().stream()
                .map(JobView::job)
                .flatMap(job -> job.outcome().stream())
                .toList();
        return new RunSummary(
                run.id().value(),
                run.project().value(),
                run.user().value(),
                run.name(),
                run.labels(),
                Words.of(view.phase()),
                run.stopping().or(() -> firstFailure(view)),
                run.startedAt(),
                Optional.empty(),
                view.jobs().size(),
                outcomes.size(),
                failed(outcomes));
    }

    static RunSummary summary(EndedRun ended) {
        var run = ended.run();
        var outcomes = ended.jobs().stream().map(EndedJob::outcome).toList();
        return new RunSummary(
                run.id().value(),
                run.project().value(),
                run.user().value(),
                run.name(),
                run.labels(),
                ended.outcome().word(),
                JobShape.why(ended.outcome()),
                run.startedAt(),
                Optional.of(ended.endedAt()),
                ended.jobs().size(),
                outcomes.size(),
                failed(outcomes));
    }

    static org.tombolo.wire.Version of(Version version) {
        return new org.tombolo.wire.Version(version.epoch(), version.seq());
    }

    private static List<Job> jobs(EndedRun ended, Map<String, List<EndedAttempt>> attempts) {
        var specs =
                ended.run().workflow().nodes().stream().collect(Collectors.toMap(NodeSpec::name, Function.identity()));
        var jobs = new ArrayList<Job>();
        for (var job : ended.jobs()) {
            var spec = specs.get(job.name());
            if (spec != null) {
                jobs.add(JobShape.of(spec, job, attempts.getOrDefault(job.name(), List.of())));
            }
        }
        return jobs;
    }

    private static Map<String, List<EndedAttempt>> byJob(List<EndedAttempt> attempts) {
        return attempts.stream()
                .collect(Collectors.groupingBy(
                        each -> each.attempt().id().job().name(), LinkedHashMap::new, Collectors.toList()));
    }

    private static Optional<String> firstFailure(RunView view) {
        return view.jobs().stream()
                .flatMap(job -> job.job().outcome().stream()
                        .filter(outcome -> outcome instanceof Outcome.Failed)
                        .flatMap(outcome -> JobShape.why(outcome).stream())
                        .map(why -> job.spec().name() + ": " + why))
                .findFirst();
    }

    private static int failed(List<Outcome> outcomes) {
        return (int) outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Failed)
                .count();
    }
}
