package org.tombolo.api.routes;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tombolo.api.guard.Thing;
import org.tombolo.api.guard.Verb;
import org.tombolo.api.http.Answer;
import org.tombolo.api.http.Call;
import org.tombolo.api.http.Method;
import org.tombolo.api.http.Route;
import org.tombolo.blobs.Blobs;
import org.tombolo.blobs.Stored;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.History;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.image.ImageReference;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.state.Project;
import org.tombolo.model.upload.TreeEntry;
import org.tombolo.wire.Paths;
import org.tombolo.wire.factory.Prune;
import org.tombolo.wire.factory.Pruned;

/// Removes objects that no live run needs and that were not put lately.
public final class PruneRoutes {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int STEP = 1000;

    private final Factory factory;
    private final History history;
    private final Blobs blobs;
    private final InstantSource clock;

    public PruneRoutes(Factory factory, History history, Blobs blobs, InstantSource clock) {
        this.factory = factory;
        this.history = history;
        this.blobs = blobs;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(Route.of(Method.POST, Paths.PRUNE, Verb.CHANGE, Thing.FACTORY, this::prune));
    }

    private Answer prune(Call call) {
        var asked = call.body(Prune.class);
        long age = asked.olderThanMillis().orElse(KEPT.toMillis());
        if (age < 0) {
            throw new TomboloException(ErrorCode.BAD_INPUT, "olderThanMillis: expected 0 or more, found " + age);
        }
        var before = clock.instant().minusMillis(age);
        var needed = needed();
        long objects = 0;
        long bytes = 0;
        try (var all = blobs.list()) {
            for (var stored : (Iterable<Stored>) all::iterator) {
                if (stored.touched().isBefore(before) && !needed.contains(stored.digest())) {
                    objects++;
                    bytes += stored.size();
                    if (!asked.dryRun()) {
                        blobs.remove(stored.digest());
                    }
                }
            }
        }
        return Answer.ok(new Pruned(objects, bytes));
    }

    private Set<Digest> needed() {
        var uploads = new Uploads(blobs);
        var needed = new HashSet<Digest>();
        for (var manifest : factory.pinned()) {
            needed.add(manifest);
            uploads.whole(manifest, List.of()).entries().stream()
                    .map(TreeEntry::digest)
                    .forEach(needed::add);
        }
        addLogs(needed);
        return needed;
    }

    /// Output is kept as long as the history tells of its attempt: of ended runs, and of live ones whose jobs have
    /// ended.
    private void addLogs(Set<Digest> needed) {
        var projects = factory.projects().stream().map(Project::id).toList();
        var older = Optional.<Long>empty();
        for (var page = factory.runs(projects, older, STEP);
                !page.isEmpty();
                page = factory.runs(projects, older, STEP)) {
            page.forEach(live -> {
                addLogs(live.run().id(), needed);
                addImages(live.run().workflow(), needed);
            });
            older = Optional.of(page.getLast().run().order());
        }
        var before = Optional.<Long>empty();
        for (var page = runs(projects, before); !page.isEmpty(); page = runs(projects, before)) {
            page.forEach(run -> addLogs(run.run().id(), needed));
            before = Optional.of(page.getLast().run().order());
        }
    }

    /// Archives that a live run names.
    private static void addImages(WorkflowSpec workflow, Set<Digest> needed) {
        Stream.concat(
                        workflow.jobs().values().stream().map(JobSpec::work),
                        workflow.services().values().stream().map(ServiceSpec::work))
                .flatMap(work -> work.image().stream())
                .flatMap(image -> ImageReference.parse(image.uri().uri()).stream())
                .filter(ImageReference.Kept.class::isInstance)
                .forEach(image -> needed.add(((ImageReference.Kept) image).archive()));
    }

    private List<EndedRun> runs(List<ProjectId> projects, Optional<Long> before) {
        return history.runs(projects, Optional.empty(), before, STEP);
    }

    private void addLogs(RunId run, Set<Digest> needed) {
        var after = Optional.<AttemptId>empty();
        for (var page = attempts(run, after); !page.isEmpty(); page = attempts(run, after)) {
            page.forEach(ended -> ended.logs().forEach(log -> needed.add(log.digest())));
            after = Optional.of(page.getLast().attempt().id());
        }
    }

    private List<EndedAttempt> attempts(RunId run, Optional<AttemptId> after) {
        return history.attempts(run, Optional.empty(), after, STEP);
    }
}
