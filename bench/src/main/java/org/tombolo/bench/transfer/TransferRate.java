package org.tombolo.bench.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tombolo.agent.Agent;
import org.tombolo.agent.AgentSettings;
import org.tombolo.agent.transfer.TransferSettings;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Medians;
import org.tombolo.bench.measure.Result;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.blobs.s3.S3Keys;
import org.tombolo.blobs.s3.S3Server;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Seen;
import org.tombolo.engine.Shape;
import org.tombolo.enginehosts.HostsEngine;
import org.tombolo.model.AttemptId;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.work.Grant;
import org.tombolo.testkit.servers.S3TestServer;

/// `transfer [MB [PAIR]]`: an agent's staging attempts from and to an S3 server in a process of its own, beside rclone
/// with
/// its defaults against the same server, in turn: one large file and a prefix of 1,000 small ones, in and out. Whole
/// attempts, from submit to seen; whole processes of rclone.
public final class TransferRate implements Bench {
    private static final int MEGABYTES = 256;
    private static final int SMALL_FILES = 1_000;
    private static final int SMALL = 10_000;
    private static final int ROUNDS = 3;
    private static final ProjectId PROJECT = new ProjectId("bench");
    private static final VolumeId DATA = new VolumeId.OfProject(PROJECT, "data");

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        int megabytes = arguments.isEmpty() ? MEGABYTES : Integer.parseInt(arguments.getFirst());
        var folder = Files.createTempDirectory("tombolo-bench");
        var server = start(folder);
        try (var ours = new Ours(folder, endpoint(server))) {
            ours.fill(megabytes);
            ours.out("large", "one/large");
            ours.out("small", "one/small/");
            var rclone = new Rclone(folder, ours.volume());
            var results = new ArrayList<Result>();
            for (var each : List.of(
                    new Pair(
                            "out-large",
                            megabytes,
                            "MB/s",
                            () -> ours.out("large", "one/large"),
                            () -> rclone.copy("copyto", ours.volume() + "/large", "s3:bench/two/large")),
                    new Pair(
                            "in-large",
                            megabytes,
                            "MB/s",
                            () -> ours.in("one/large", "in/large"),
                            () -> rclone.copy("copyto", "s3:bench/one/large", folder + "/rclone/large")),
                    new Pair(
                            "out-small",
                            SMALL_FILES,
                            "files/s",
                            () -> ours.out("small", "one/small/"),
                            () -> rclone.copy("copy", ours.volume() + "/small", "s3:bench/two/small")),
                    new Pair(
                            "in-small",
                            SMALL_FILES,
                            "files/s",
                            () -> ours.in("one/small/", "in/small"),
                            () -> rclone.copy("copy", "s3:bench/one/small", folder + "/rclone/small")))) {
                if (arguments.size() < 2 || arguments.get(1).equals(each.name())) {
                    results.add(compare(each));
                }
            }
            return results;
        } finally {
            server.destroy();
            delete(folder);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private record Pair(String name, double amount, String unit, Work ours, Work theirs) {}

    /// Both in turn, medians of the rounds after one that warms up.
    private static Result compare(Pair pair) throws IOException, InterruptedException {
        var mine = new ArrayList<Double>();
        var other = new ArrayList<Double>();
        for (int round = 0; round <= ROUNDS; round++) {
            double one = pair.amount() / seconds(pair.ours());
            double two = pair.amount() / seconds(pair.theirs());
            if (round > 0) {
                mine.add(one);
                other.add(two);
            }
        }
        return Result.of("transfer-" + pair.name(), Medians.of(mine), pair.unit(), Medians.of(other));
    }

    private static double seconds(Work work) throws IOException, InterruptedException {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        S3TestServer.class.getName(),
                        folder.resolve("s3").toString())
                .redirectError(folder.resolve("s3.log").toFile())
                .start();
    }

    private static String endpoint(Process server) throws IOException {
        var out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("http://")) {
                return line;
            }
        }
        throw new IOException("the S3 server did not start");
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private record Rclone(Path folder, Path volume) {
        void copy(String command, String from, String to) throws IOException, InterruptedException {
            delete(Files.createDirectories(folder.resolve("rclone")));
            var config = folder.resolve("rclone.conf").toString();
            if (to.startsWith("s3:")) {
                run(config, "purge", "s3:bench/two");
            }
            if (run(config, command, from, to) != 0) {
                throw new IOException("rclone failed: " + Files.readString(folder.resolve("rclone.log")));
            }
        }

        private int run(String config, String... arguments) throws IOException, InterruptedException {
            var line = new ArrayList<>(List.of("rclone", "--config", config));
            line.addAll(List.of(arguments));
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("rclone.log").toFile()));
            process.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("RCLONE_"));
            return process.start().waitFor();
        }
    }

    /// An agent, and the attempts that it is given.
    private static final class Ours implements AutoCloseable {
        private final Path folder;
        private final Agent agent;
        private final HostsEngine engine;
        private int runs;

        Ours(Path folder, String endpoint) throws IOException {
            this.folder = folder;
            var keys = new S3Keys(S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY, Optional.empty());
            var transfers = new TransferSettings(
                    new S3Server(Optional.of(URI.create(endpoint)), S3Server.DEFAULT_REGION, Optional.of(keys)),
                    URI.create("http://127.0.0.1:1"),
                    TransferSettings.DEFAULT_CACHE,
                    Duration.ofSeconds(5));
            agent = Agent.open(
                    AgentSettings.at(folder.resolve("agent"), "localhost").with(transfers),
                    new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC()),
                    Clock.systemUTC());
            engine = new HostsEngine(new SiteId("local"), agent);
            Files.writeString(folder.resolve("rclone.conf"), """
                    [s3]
                    type = s3
                    provider = Other
                    access_key_id = %s
                    secret_access_key = %s
                    endpoint = %s
                    region = us-east-1
                    """.formatted(
                            S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY, endpoint));
        }

        Path volume() {
            return folder.resolve("agent/volumes/projects/bench/data");
        }

        void fill(int megabytes) throws IOException {
            var chance = new Random(1);
            Files.createDirectories(volume().resolve("small"));
            var million = new byte[1_000_000];
            try (var out = Files.newOutputStream(volume().resolve("large"))) {
                for (int i = 0; i < megabytes; i++) {
                    chance.nextBytes(million);
                    out.write(million);
                }
            }
            var few = new byte[SMALL];
            for (int i = 0; i < SMALL_FILES; i++) {
                chance.nextBytes(few);
                Files.write(volume().resolve("small").resolve("file-" + i), few);
            }
        }

        void out(String path, String key) throws IOException, InterruptedException {
            run(StagingSpec.Direction.OUT, UriSpec.of("file://" + path), UriSpec.of("s3://bench/" + key));
        }

        /// Without the cache: rclone has none.
        void in(String key, String path) throws IOException, InterruptedException {
            if (Files.exists(volume().resolve("in"))) {
                delete(volume().resolve("in"));
            }
            var source = new UriSpec(
                    "s3://bench/" + key,
                    Optional.empty(),
                    Ordered.none(),
                    Optional.empty(),
                    UriSpec.Cache.NEVER,
                    Optional.empty());
            run(StagingSpec.Direction.IN, source, UriSpec.of("file://" + path));
        }

        private void run(StagingSpec.Direction direction, UriSpec from, UriSpec to)
                throws IOException, InterruptedException {
            var node = new StagingSpec(
                    "data", direction, List.of(new TransferSpec(from, to, Optional.empty())), List.of());
            var run = new RunId("run" + ++runs);
            var id = AttemptId.of(run, node.name(), 0, 1);
            var shape = new Shape(
                    new FactoryId("bench"),
                    PROJECT,
                    new UserId("bench"),
                    new JobId(run, node.name()),
                    node,
                    Ordered.none(),
                    Optional.empty(),
                    new LinkedHashMap<>(Map.of("data", DATA)));
            var grant = new Grant("localhost", List.of(), 0, Ordered.none(), Ordered.none());
            engine.submit(new Batch(shape, List.of(new Batch.Member(id, grant, Optional.empty()))));
            var cursor = Cursor.START;
            while (true) {
                var seen = engine.observe(cursor, Duration.ofSeconds(1));
                cursor = seen.next();
                for (var each : seen.seen()) {
                    if (each.attempt().equals(id) && each.state() instanceof Seen.State.Ended ended) {
                        if (!ended.cause().isSuccess()) {
                            throw new IOException(ended.cause().text());
                        }
                        engine.forget(List.of(id));
                        return;
                    }
                }
            }
        }

        @Override
        public void close() {
            agent.close();
        }
    }
}
