package org.tombolo.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.FakeFactory;
import org.tombolo.cli.Samples;
import org.tombolo.cli.Typed;
import org.tombolo.model.ErrorCode;
import org.tombolo.wire.Json;
import org.tombolo.wire.Version;
import org.tombolo.wire.run.Job;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.StartRun;
import org.tombolo.wire.run.Started;
import org.tombolo.wire.store.Digests;

final class RunCommandTest {
    private static final String RUNS = "/api/v1/projects/default/runs";

    @TempDir
    Path folder;

    private Path workflow = Path.of("");

    @BeforeEach
    void writeAWorkflow() throws IOException {
        workflow = folder.resolve("workflow.yaml");
        Files.writeString(workflow, """
                version: v4
                params:
                  corpus: {type: path, default: data}
                  epochs: {type: int, default: 1}
                jobs:
                  train:
                    script: echo ${params.epochs}
                    files:
                      /work/corpus: file://${params.corpus}
                """);
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/one.txt"), "one");
        Files.writeString(folder.resolve("data/two.txt"), "two");
    }

    /// Everything that a run needs, but its end.
    private static FakeFactory factory(Run end) {
        var id = "r1";
        return new FakeFactory()
                .on(
                        "POST",
                        "/api/v1/projects/default/blobs/missing",
                        exchange -> FakeFactory.json(exchange, 200, new Digests(List.of())))
                .on(
                        "POST",
                        RUNS,
                        exchange -> FakeFactory.json(exchange, 201, new Started(new Version(1, 1), id, List.of())))
                .on("GET", RUNS + "/r1/events", exchange -> {
                    FakeFactory.events(exchange);
                    FakeFactory.event(
                            exchange, "run", "1.2", Samples.run(id, "running", 2, Samples.job("train", "running")));
                    FakeFactory.event(exchange, "end", "1.9", end);
                })
                .onGet(RUNS + "/r1", end);
    }

    private Typed run(FakeFactory factory, String... more) {
        var words = new ArrayList<>(List.of("run", folder.toString()));
        words.addAll(List.of(more));
        return Typed.at(factory, folder.resolve("home"), words.toArray(String[]::new));
    }

    private static StartRun started(FakeFactory factory) {
        return factory.requests().stream()
                .filter(request -> request.path().equals(RUNS))
                .map(request -> Json.request(request.body().getBytes(StandardCharsets.UTF_8), StartRun.class))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsTheRunLineByLineAndEndsWith0() {
        try (var factory = factory(Samples.run("r1", "succeeded", 9, Samples.job("train", "succeeded")))) {
            var typed = run(
                    factory,
                    "--set",
                    "epochs=3",
                    "--name",
                    "nightly",
                    "--label",
                    "team=nlp",
                    "--env",
                    "A=b=c",
                    "--site",
                    "local");
            assertThat(typed.status()).isZero();
            assertThat(typed.out())
                    .containsPattern("\\d\\d:\\d\\d:\\d\\d train running at local")
                    .containsPattern("\\d\\d:\\d\\d:\\d\\d train succeeded after 12s")
                    .contains("run r1 (nightly) succeeded after 1m05s", "tombolo cp r1:results/ .", "tombolo logs r1");
            var asked = started(factory);
            assertThat(asked.params()).containsExactly(Map.entry("epochs", "3"));
            assertThat(asked.labels()).containsEntry("team", "nlp");
            assertThat(asked.env()).containsEntry("A", "b=c");
            assertThat(asked.name()).contains("nightly");
            assertThat(asked.site()).contains("local");
            assertThat(asked.workflow()).contains("version: v4");
            assertThat(asked.upload()).isPresent();
        }
    }

    @Test
    void endsWith1AndShowsTheLastWordsOfWhatFailed() {
        try (var factory = factory(Samples.run("r1", "failed", 9, Samples.job("train", "failed")))
                .on(
                        "GET",
                        RUNS + "/r1/logs",
                        exchange -> FakeFactory.body(
                                exchange,
                                200,
                                "application/octet-stream",
                                exchange.getRequestURI().getQuery().contains("stream=err")
                                        ? "no space left\n".getBytes(StandardCharsets.UTF_8)
                                        : new byte[0]))) {
            var typed = run(factory);
            assertThat(typed.status()).isEqualTo(1);
            assertThat(typed.out())
                    .contains(
                            "run r1 (nightly) failed after 1m05s: job train failed", "  no space left", "exit code 3");
        }
    }

    @Test
    void endsWith0WhenPersistentServicesAreReadyAndSaysHowToReachAndStopThem() {
        Job[] jobs = {Samples.job("train", "succeeded"), Samples.service("serve", "ready", 8123)};
        try (var factory = factory(Samples.run("r1", "serving", 9, jobs))) {
            var typed = run(factory);
            assertThat(typed.status()).isZero();
            assertThat(typed.out()).contains("serve            http://127.0.0.1:8123", "tombolo stop r1");
        }
    }

    @Test
    void asksAgainWithTheSameIdWhenTheAnswerIsLost() {
        var calls = new AtomicInteger();
        try (var factory = factory(Samples.run("r1", "succeeded", 9)).on("POST", RUNS, exchange -> {
            if (calls.incrementAndGet() == 1) {
                exchange.close(); // it may have been carried out
            } else {
                FakeFactory.json(exchange, 201, new Started(new Version(1, 1), "r1", List.of()));
            }
        })) {
            assertThat(run(factory).status()).isZero();
            var ids = factory.requests().stream()
                    .filter(request -> request.path().equals(RUNS))
                    .map(request -> Json.request(request.body().getBytes(StandardCharsets.UTF_8), StartRun.class)
                            .run())
                    .distinct();
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void sendsOnlyWhatIsMissing() throws IOException {
        var digest = Optional.of("sha256:" + sha256("two"));
        try (var factory = factory(Samples.run("r1", "succeeded", 9))
                .on(
                        "POST",
                        "/api/v1/projects/default/blobs/missing",
                        exchange -> FakeFactory.json(exchange, 200, new Digests(List.of(digest.get()))))
                .on(
                        "PUT",
                        "/api/v1/projects/default/blobs/" + digest.get(),
                        exchange -> FakeFactory.body(exchange, 204, "text/plain", new byte[0]))) {
            var typed = run(factory);
            assertThat(typed.status()).isZero();
            var puts = factory.requests().stream()
                    .filter(request -> request.method().equals("PUT"))
                    .toList();
            assertThat(puts).hasSize(1);
            assertThat(puts.getFirst().body()).isEqualTo("two");
            assertThat(typed.err()).contains("uploaded 1 file, 3 B");
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void leavesTheRunAtWorkWhenDetached() {
        try (var factory = factory(Samples.run("r1", "running", 9))) {
            var typed = run(factory, "--detach");
            assertThat(typed.status()).isZero();
            assertThat(typed.out()).isEqualTo("r1" + System.lineSeparator());
            assertThat(typed.err()).contains("tombolo logs -f r1");
        }
    }

    @Test
    void tellsAllProblemsOfTheFileAndAsksNoFactory() throws IOException {
        Files.writeString(workflow, "version: v4\njobs:\n  a:\n    scrpit: echo\n    mounts: {/d: dta}\n");
        try (var factory = factory(Samples.run("r1", "succeeded", 9))) {
            var typed = run(factory);
            assertThat(typed.status()).isEqualTo(2);
            assertThat(typed.err()).contains("workflow.yaml:4:5 jobs.a", "script", "workflow.yaml:5:", "dta");
            assertThat(factory.requests()).isEmpty();
        }
    }

    @Test
    void printsTheRunAloneForPrograms() {
        try (var factory = factory(Samples.run("r1", "succeeded", 9, Samples.job("train", "succeeded")))) {
            var typed = run(factory, "--json");
            assertThat(Json.answer(typed.out(), Run.class).state()).isEqualTo("succeeded");
        }
    }

    @Test
    void passesARefusalOn() {
        try (var factory = factory(Samples.run("r1", "succeeded", 9))
                .refuse("POST", RUNS, ErrorCode.UNSUPPORTED, "local has no GPU")) {
            var typed = run(factory);
            assertThat(typed.status()).isEqualTo(2);
            assertThat(typed.err()).contains("local has no GPU");
        }
    }
}
