package org.tombolo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.agent.Agent;
import org.tombolo.agent.AgentSettings;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Engine;
import org.tombolo.engine.Seen;
import org.tombolo.engine.Shape;
import org.tombolo.enginehosts.HostsEngine;
import org.tombolo.enginehosts.HostsSettings;
import org.tombolo.model.AttemptId;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;

/// No-op host processes through agent and supervisor alone, without the control loop, beside `xargs` in the same
/// minute.
/// Two chains of attempts, one for each of two cores, as the loop hands them out.
final class SupervisorBench implements Bench {
    private static final int ATTEMPTS = 5000;
    private static final int LANES = 2;
    private static final int BATCH = 500;
    private static final RunId RUN = new RunId("bench");

    /// A way to run it.
    private record Row(String name, AgentSettings.Groups groups, AgentSettings.LogPlace logs) {}

    @Override
    public List<Result> measure(List<String> arguments) throws Exception {
        int attempts = arguments.isEmpty() ? ATTEMPTS : Integer.parseInt(arguments.getFirst());
        var rows = List.of(
                new Row("supervisor", AgentSettings.Groups.AUTO, AgentSettings.LogPlace.MEMORY),
                new Row("supervisor-no-cgroup", AgentSettings.Groups.OFF, AgentSettings.LogPlace.MEMORY),
                new Row("supervisor-disk-logs", AgentSettings.Groups.AUTO, AgentSettings.LogPlace.DISK));
        run(rows.getFirst(), attempts); // the JVM warms up
        var results = new ArrayList<Result>();
        for (var row : rows) {
            double xargs = xargs(attempts); // beside each: the machine is not ours alone
            results.add(Result.of(row.name(), run(row, attempts), "attempts/s", xargs));
        }
        return results;
    }

    private static double xargs(int attempts) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var command = List.of("sh", "-c", "seq %d | xargs -n1 -P%d true".formatted(attempts, LANES));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("xargs failed");
        }
        return rate(attempts, began);
    }

    private static double rate(int attempts, long began) {
        return attempts / ((System.nanoTime() - began) / 1e9);
    }

    private static double run(Row row, int attempts) throws IOException {
        var folder = Files.createTempDirectory("supervisor-bench");
        var settings = settings(row, folder);
        var blobs = new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC());
        try (var agent = Agent.open(settings, blobs, Clock.systemUTC());
                var engine = new HostsEngine(new SiteId("local"), agent)) {
            long began = System.nanoTime();
            var ids = submit(engine, attempts);
            awaitEnds(engine, attempts);
            double rate = rate(attempts, began);
            engine.forget(ids);
            return rate;
        }
    }

    private static AgentSettings settings(Row row, Path folder) {
        return HostsSettings.LOCAL
                .with(row.groups(), row.logs())
                .agent(folder.resolve("agent"), folder.resolve("egress"));
    }

    private static List<AttemptId> submit(Engine engine, int attempts) {
        var shape = shape(attempts);
        var ids = new ArrayList<AttemptId>(attempts);
        for (int from = 0; from < attempts; from += BATCH) {
            var members = new ArrayList<Batch.Member>(BATCH);
            for (int i = from; i < Math.min(attempts, from + BATCH); i++) {
                var behind = i < LANES ? Optional.<AttemptId>empty() : Optional.of(ids.get(i - LANES));
                var grant = new Grant("localhost", List.of(i % LANES), 0, Ordered.none(), Ordered.none());
                ids.add(AttemptId.of(RUN, "noop", i, 1));
                members.add(new Batch.Member(ids.getLast(), grant, behind));
            }
            engine.submit(new Batch(shape, members));
        }
        return ids;
    }

    private static Shape shape(int attempts) {
        var work = new WorkSpec(
                Optional.empty(),
                new Program.Command(List.of("true")),
                List.of(),
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
        var array = new ArraySpec(0, attempts - 1, Optional.of(LANES));
        var job = new JobSpec(
                "noop", work, PolicySpec.NONE, Optional.empty(), Optional.of(array), JobNetworkSpec.SHARED, false);
        return new Shape(
                new FactoryId("bench"),
                new ProjectId("bench"),
                new UserId("bench"),
                new JobId(RUN, "noop"),
                job,
                new LinkedHashMap<>(Map.of()),
                Optional.empty(),
                Ordered.none());
    }

    private static void awaitEnds(Engine engine, int attempts) throws IOException {
        var cursor = Cursor.START;
        int ended = 0;
        var limit = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (ended < attempts && System.nanoTime() < limit) {
            var seen = engine.observe(cursor, Duration.ofSeconds(1));
            cursor = seen.next();
            for (var each : seen.seen()) {
                if (each.state() instanceof Seen.State.Ended end) {
                    if (!end.cause().equals(new Cause.Exit(0))) {
                        throw new IOException(
                                each.attempt() + ": " + end.cause().text());
                    }
                    ended++;
                }
            }
        }
        if (ended < attempts) {
            throw new IOException("%d of %d ended in time".formatted(ended, attempts));
        }
    }
}
