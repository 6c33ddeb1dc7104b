package org.tombolo.testkit.chaos;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.tombolo.cli.client.BlobSender;
import org.tombolo.cli.client.FactoryClient;
import org.tombolo.cli.client.Link;
import org.tombolo.cli.home.Home;
import org.tombolo.cli.home.Launch;
import org.tombolo.cli.home.Server;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Ordered;
import org.tombolo.model.TomboloException;
import org.tombolo.model.upload.TreeEntry;
import org.tombolo.model.upload.TreeManifest;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.StartRun;
import org.tombolo.wire.run.StopRun;

/// A user who asks again until he has an answer, whatever becomes of the server meanwhile. For one thread.
public final class Client {
    private static final String PROJECT = "default";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 50;

    private final FactoryClient factory;

    private Client(FactoryClient factory) {
        this.factory = factory;
    }

    /// Of the factory of that home.
    public static Client of(Path home) {
        return of(home, Map.of());
    }

    /// @param environment of the command line: `TOMBOLO_URL` names a server that is not seen from here
    public static Client of(Path home, Map<String, String> environment) {
        var folder = new Home(home);
        return new Client(new FactoryClient(new Link(environment, folder, new Server(folder, Launch.of(environment)))));
    }

    public FactoryClient factory() {
        return factory;
    }

    /// Asks until there is an answer, or a refusal that no waiting mends.
    public <T> T ask(Supplier<T> question) throws InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (TomboloException e) {
                if (!isPassing(e.code()) || System.nanoTime() > limit) {
                    throw e;
                }
                factory.link().forget();
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.UNREACHABLE || code == ErrorCode.PAUSED || code == ErrorCode.BUSY;
    }

    /// Returns when the run is acknowledged.
    public void start(String run, String workflow, SequencedMap<String, String> env, Optional<String> upload)
            throws InterruptedException {
        var what = new StartRun(
                run,
                Optional.empty(),
                Ordered.none(),
                workflow,
                Optional.empty(),
                Ordered.none(),
                upload,
                Optional.empty(),
                env,
                0,
                Ordered.none());
        ask(() -> factory.start(PROJECT, what));
    }

    /// Sends one file, and gives the upload's digest.
    public String upload(String path, String text) throws InterruptedException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var digest = new Digest("sha256:" + HexFormat.of().formatHex(sha256(bytes)));
        var manifest = new TreeManifest(List.of(new TreeEntry(path, bytes.length, false, digest)));
        var index = manifest.text().getBytes(StandardCharsets.UTF_8);
        var blobs = List.of(
                new BlobSender.Blob(digest.value(), bytes.length, out -> out.write(bytes)),
                new BlobSender.Blob(manifest.digest().value(), index.length, out -> out.write(index)));
        for (var blob : blobs) {
            ask(() -> {
                factory.putBlob(PROJECT, blob.digest(), blob.size(), blob.body());
                return true;
            });
        }
        return manifest.digest().value();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Returns when the wish is acknowledged.
    public void stop(String run) throws InterruptedException {
        var what = new StopRun("stop-" + run, Optional.empty(), Optional.of(500L));
        ask(() -> {
            factory.stop(PROJECT, run, what);
            return true;
        });
    }

    public Run run(String run) throws InterruptedException {
        return ask(() -> factory.run(PROJECT, run));
    }

    public Run awaitEnd(String run, Duration within) throws InterruptedException {
        return await(run, Run::isEnded, within);
    }

    public Run await(String run, Predicate<Run> condition, Duration within) throws InterruptedException {
        long limit = System.nanoTime() + within.toNanos();
        var seen = run(run);
        while (!condition.test(seen)) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("%s after %s: %s".formatted(run, within, seen));
            }
            Thread.sleep(PAUSE_MILLIS);
            seen = run(run);
        }
        return seen;
    }
}
