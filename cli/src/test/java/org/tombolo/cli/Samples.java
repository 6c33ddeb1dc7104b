package org.tombolo.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.Ordered;
import org.tombolo.wire.Version;
import org.tombolo.wire.run.Attempt;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.RunSummary;

/// Answers of a factory.
public final class Samples {
    public static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private Samples() {}

    public static Run run(String id, String state, long seq, Job... jobs) {
        boolean ended = List.of("succeeded", "failed", "stopped").contains(state);
        return new Run(
                new Version(1, seq),
                id,
                "default",
                "ada",
                Optional.of("nightly"),
                Ordered.none(),
                state,
                state.equals("failed") ? Optional.of("job train failed") : Optional.empty(),
                START,
                ended ? Optional.of(START.plusSeconds(65)) : Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                List.of(jobs),
                List.of("results"),
                Ordered.none(),
                Optional.empty(),
                Ordered.none());
    }

    public static Job job(String name, String state) {
        return job(name, "job", state, false, false, new Job.Counts(1, 0, 0, 0, 0, 0), List.of());
    }

    public static Job array(String name, String state, int total, int succeeded, int failed) {
        return job(name, "job", state, false, true, new Job.Counts(total, 0, 0, 0, succeeded, failed), List.of());
    }

    public static Job service(String name, String state, int port) {
        var ready = state.equals("ready") ? 1 : 0;
        return job(
                name,
                "service",
                state,
                true,
                false,
                new Job.Counts(1, 0, 0, ready, 0, 0),
                List.of(attempt(name, port)));
    }

    public static Job job(
            String name,
            String kind,
            String state,
            boolean persist,
            boolean array,
            Job.Counts tasks,
            List<Attempt> attempts) {
        boolean ended = List.of("succeeded", "failed", "stopped", "skipped").contains(state);
        return new Job(
                name,
                kind,
                state,
                state.equals("failed") ? Optional.of("exit code 3") : Optional.empty(),
                persist,
                array,
                0,
                List.of(),
                Optional.of("local"),
                Optional.empty(),
                Optional.of(START),
                ended ? Optional.of(START.plusSeconds(12)) : Optional.empty(),
                tasks,
                12_000,
                attempts);
    }

    /// A job whose image comes.
    public static Job fetching(String name, long bytes, long ofBytes) {
        var attempt = new Attempt(
                name,
                0,
                1,
                "accepted",
                "local",
                Optional.of("here"),
                Optional.of("127.0.0.1"),
                List.of(0),
                1 << 20,
                Ordered.none(),
                Ordered.none(),
                START,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("fetches-image"),
                Optional.of(bytes),
                Optional.of(ofBytes),
                false,
                Optional.empty(),
                Optional.empty());
        return job(name, "job", "starting", false, false, new Job.Counts(1, 0, 1, 0, 0, 0), List.of(attempt));
    }

    /// The same, of which a site has told what an image means.
    public static Run withImage(Run run, String image, String digest) {
        var images = new LinkedHashMap<String, String>();
        images.put(image, digest);
        return new Run(
                run.version(),
                run.id(),
                run.project(),
                run.user(),
                run.name(),
                run.labels(),
                run.state(),
                run.why(),
                run.startedAt(),
                run.endedAt(),
                run.site(),
                run.priority(),
                run.upload(),
                run.jobs(),
                run.volumes(),
                images,
                run.rerunOf(),
                run.commands());
    }

    public static Attempt attempt(String job, int port) {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("http", port);
        return new Attempt(
                job,
                0,
                1,
                "ready",
                "local",
                Optional.of("here"),
                Optional.of("127.0.0.1"),
                List.of(0),
                1 << 20,
                Ordered.none(),
                ports,
                START,
                Optional.of(START),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    public static RunSummary summary(String id, String state) {
        return new RunSummary(
                id,
                "default",
                "ada",
                Optional.of("nightly"),
                Ordered.none(),
                state,
                Optional.empty(),
                START,
                Optional.empty(),
                3,
                1,
                0);
    }
}
