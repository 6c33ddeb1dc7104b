package org.tombolo.testkit.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.newcomer.Newcomer.Typing;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;
import org.tombolo.wire.run.Run;
import tools.jackson.databind.JsonNode;

/// The command line against a real server with real processes.
@Tag("slow")
final class CommandLineTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String FAILING = """
            version: v4
            jobs:
              train:
                script: |
                  echo 'no space left on /data' >&2
                  exit 3
            """;

    @TempDir
    Path folder;

    private Newcomer newcomer;

    @BeforeEach
    void arrive() throws IOException {
        newcomer = new Newcomer(folder, CLONE);
    }

    @AfterEach
    void leave() throws Exception {
        newcomer.close();
    }

    private Newcomer.Came type(String... words) throws Exception {
        return newcomer.tombolo(LIMIT, words);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void endsWithTheExitCodesThatItPromises() throws Exception {
        assertThat(type("ps").status()).as("no factory").isEqualTo(3);
        assertThat(type("run", "examples/hello").status()).as("done").isZero();
        assertThat(type("run", write("failing.yaml", FAILING).toString()).status())
                .as("the work failed")
                .isEqualTo(1);
        assertThat(type("wait", "last").status()).as("the work failed").isEqualTo(1);
        assertThat(type("run", write("bad.yaml", "version: v4\njobs: {a: {}}").toString())
                        .status())
                .as("bad input")
                .isEqualTo(2);
        assertThat(type("show", "nosuch").status()).as("bad input").isEqualTo(2);
        assertThat(type("down").status()).isZero();
        assertThat(type("ps").status()).as("no factory").isEqualTo(3);
    }

    @Test
    void showsWhatASmallRunWroteAndTheLastWordsOfOneThatFailed() throws Exception {
        assertThat(type("run", "examples/hello", "--set", "name=Ada").out()).contains("Hello, Ada");
        assertThat(type("run", write("failing.yaml", FAILING).toString()).out()).contains("  no space left on /data");
        assertThat(type("logs", "last", "train", "--tail", "1").err()).isEqualTo("no space left on /data\n");
    }

    @Test
    void printsJsonThatCanBeReadForEveryCommand() throws Exception {
        assertThat(type("run", "examples/diamond", "--name", "gem").status()).isZero();
        for (var line : List.of(
                "up",
                "status",
                "ps --all",
                "show gem",
                "explain gem",
                "wait gem",
                "stop gem",
                "sites",
                "projects",
                "projects create nlp",
                "projects members default",
                "users",
                "users create ada",
                "tokens",
                "tokens issue --user ada --valid 1d",
                "prune --dry-run",
                "check examples/hello",
                "plan examples/hello",
                "run examples/hello",
                "run examples/hello --detach",
                "cp gem:shared/ out",
                "volumes create models --size 1GB",
                "cp README.md volume:models/docs/",
                "cp volume:models/docs/ back",
                "volumes",
                "volumes size models",
                "volumes remove models",
                "version",
                "down")) {
            var words = (line + " --json").split(" ", -1);
            var came = type(words);
            assertThat(came.status()).as("%s: %s", line, came.err()).isZero();
            assertThat(Json.answer(came.out(), JsonNode.class).isObject())
                    .as(line)
                    .isTrue();
        }
    }

    @Test
    void copiesResultsHere() throws Exception {
        assertThat(type("run", "examples/diamond").status()).isZero();
        var came = type("cp", "last:shared/", "results");
        assertThat(came.status()).as(came.err()).isZero();
        try (var files = Files.list(folder.resolve("results"))) {
            assertThat(files).isNotEmpty();
        }
    }

    @Test
    void goesOnThroughARestartOfTheServer() throws Exception {
        var run = newcomer.begin("run", ticking().toString());
        waitFor(run, "tick running");
        var logs = newcomer.begin("logs", "-f", "last", "--out");
        waitFor(logs, "tick 1");
        assertThat(type("down").out()).contains("work goes on without it");
        assertThat(type("up").status()).isZero();
        var ran = newcomer.wait(run, LIMIT);
        assertThat(ran.status()).as(ran.all()).isZero();
        assertThat(newcomer.wait(logs, LIMIT).out().replace("tick | ", ""))
                .isEqualTo("tick 1\ntick 2\ntick 3\ntick 4\ntick 5\ntick 6\n");
        assertThat(Files.readAllLines(folder.resolve("begun"))).hasSize(1);
    }

    @Test
    void goesOnWhenTheServerIsKilled() throws Exception {
        var run = newcomer.begin("run", ticking().toString());
        waitFor(run, "tick running");
        var server = Json.answer(Files.readAllBytes(newcomer.home().resolve("server.json")), ServerFile.class);
        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
        assertThat(type("status").err()).contains("no factory runs on", "tombolo up");
        assertThat(type("up").status()).isZero();
        var ran = newcomer.wait(run, LIMIT);
        assertThat(ran.status()).as(ran.all()).isZero();
        assertThat(Files.readAllLines(folder.resolve("begun"))).hasSize(1);
    }

    @Test
    void startsOneFactoryForTwoCommandsAtOnce() throws Exception {
        var one = newcomer.begin("run", "examples/hello", "--json");
        var other = newcomer.begin("run", "examples/hello", "--json");
        var first = newcomer.wait(one, LIMIT);
        var second = newcomer.wait(other, LIMIT);
        assertThat(first.status()).as(first.all()).isZero();
        assertThat(second.status()).as(second.all()).isZero();
        assertThat(Json.answer(first.out(), Run.class).id())
                .isNotEqualTo(Json.answer(second.out(), Run.class).id());
    }

    @Test
    void stopsAllWorkWhenToldTo() throws Exception {
        assertThat(type("run", ticking().toString(), "--detach").status()).isZero();
        var came = type("down", "--stop-work");
        assertThat(came.status()).as(came.all()).isZero();
        assertThat(type("up").status()).isZero();
        assertThat(type("show", "last").out()).contains("stopped");
    }

    @Test
    void ctrlCLeavesTheRunAtWorkAndSaysHowToComeBack() throws Exception {
        var run = newcomer.begin("run", ticking().toString());
        waitFor(run, "tick running");
        newcomer.line(LIMIT, "kill -INT " + run.process().pid());
        var left = newcomer.wait(run, LIMIT);
        assertThat(left.status()).as(left.all()).isEqualTo(130);
        assertThat(left.err()).contains("the run goes on", "tombolo logs -f ", "tombolo stop ");
        assertThat(type("wait", "last").status()).isZero();
        assertThat(type("logs", "last", "tick", "--out").out()).endsWith("tick 6\n");
        assertThat(Files.readAllLines(folder.resolve("begun"))).hasSize(1);
    }

    private Path ticking() throws IOException {
        return write("ticking.yaml", ticking(folder.resolve("begun")));
    }

    private static void waitFor(Typing typing, String text) throws IOException, InterruptedException {
        var limit = Instant.now().plus(LIMIT);
        while (!typing.soFar().contains(text)) {
            assertThat(Instant.now())
                    .as("waiting for \"%s\" in: %s", text, typing.soFar())
                    .isBefore(limit);
            Thread.sleep(50);
        }
    }

    private static String ticking(Path begun) {
        return """
                version: v4
                jobs:
                  tick:
                    script: |
                      echo begun >>%s
                      for i in 1 2 3 4 5 6; do echo tick $i; sleep 1; done
                """.formatted(begun);
    }
}
