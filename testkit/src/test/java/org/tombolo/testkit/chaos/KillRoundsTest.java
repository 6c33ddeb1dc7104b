package org.tombolo.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.cli.Cli;

/// `kill -9` of the real server, fifty times, at random moments of its start and of its work. Users ask again; the
/// processes themselves count what ran.
@Tag("chaos")
@ExtendWith(PackedProgram.class)
class KillRoundsTest {
    private static final int ROUNDS = 50;
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);

    private final long seed = Long.getLong("tombolo.chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path scratch;

    /// A run that somebody has asked for.
    private record Asked(String id, Story story, Future<?> acknowledged) {}

    @Test
    void losesAndDoublesNothing(Program program) throws Exception {
        System.out.println("kill rounds, seed " + seed);
        var home = scratch.resolve("home");
        var ledger = new Ledger(scratch.resolve("ledger"));
        var command = new ServerCommand(program, home);
        var asked = new ArrayList<Asked>();
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (var server = command.start()) {
                    if (round > 0 && random.nextInt(5) == 0) { // in the middle of its start
                        Thread.sleep(random.nextInt(700));
                    } else {
                        server.awaitReady();
                        asked.add(ask(users, home, ledger, round, asked));
                        Thread.sleep(random.nextInt(1_600));
                    }
                    server.kill();
                }
            }
            try (var server = command.start()) {
                server.awaitReady();
                check(home, ledger, asked);
                endsAllItsWork(home, ledger, users);
                assertThat(server.awaitEnd(Duration.ofSeconds(20))).isEqualTo(143);
            }
        }
    }

    private Asked ask(ExecutorService users, Path home, Ledger ledger, int round, List<Asked> before) {
        var id = "r%02d".formatted(round);
        boolean roomForLong = before.stream()
                .noneMatch(other -> other.story().state().equals("stopped")
                        && !other.acknowledged().isDone());
        return switch (random.nextInt(8)) {
            case 0 -> started(users, home, ledger, id, Story.diamond());
            case 1 -> started(users, home, ledger, id, Story.flaky());
            case 2 -> started(users, home, ledger, id, Story.failing());
            case 3 ->
                started(
                        users,
                        home,
                        ledger,
                        id,
                        Story.service(scratch.resolve(id + ".up").toString()));
            case 4 -> uploaded(users, home, ledger, id);
            case 5 -> roomForLong ? stopped(users, home, ledger, id) : started(users, home, ledger, id, Story.flaky());
            default -> started(users, home, ledger, id, Story.array(6, 0.2));
        };
    }

    private static Asked started(ExecutorService users, Path home, Ledger ledger, String id, Story story) {
        return new Asked(id, story, users.submit(() -> {
            Client.of(home).start(id, story.workflow(), environment(id, ledger), Optional.empty());
            return true;
        }));
    }

    private static Asked uploaded(ExecutorService users, Path home, Ledger ledger, String id) {
        var story = Story.uploaded("text of " + id);
        Callable<Boolean> sending = () -> {
            var client = Client.of(home);
            var upload = client.upload("data.txt", "text of " + id);
            client.start(id, story.workflow(), environment(id, ledger), Optional.of(upload));
            return true;
        };
        return new Asked(id, story, users.submit(sending));
    }

    /// Started, and stopped a moment later: whether it runs by then is chance.
    private Asked stopped(ExecutorService users, Path home, Ledger ledger, String id) {
        var story = Story.endless(2);
        int later = random.nextInt(2_000);
        Callable<Boolean> stopping = () -> {
            var client = Client.of(home);
            client.start(id, story.workflow(), environment(id, ledger), Optional.empty());
            Thread.sleep(later);
            client.stop(id);
            client.awaitEnd(id, ENDED_WITHIN);
            return true;
        };
        return new Asked(id, story, users.submit(stopping));
    }

    private static LinkedHashMap<String, String> environment(String id, Ledger ledger) {
        var env = new LinkedHashMap<String, String>();
        env.put("RUN", id);
        env.put(Ledger.VARIABLE, ledger.file().toString());
        return env;
    }

    private void check(Path home, Ledger ledger, List<Asked> asked) throws Exception {
        var client = Client.of(home);
        var problems = new ArrayList<String>();
        for (var each : asked) {
            each.acknowledged().get(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            var run = client.awaitEnd(each.id(), ENDED_WITHIN);
            problems.addAll(each.story().problems(each.id(), run.state(), ledger));
        }
        problems.addAll(overlaps(ledger));
        assertThat(problems).as("seed %d", seed).isEmpty();
        assertThat(ledger.awaitSilence(Duration.ofSeconds(5)))
                .as("nothing is left running")
                .isEmpty();
    }

    /// Also of what was stopped: no attempt begins twice, none begins before the one before has ended.
    private static List<String> overlaps(Ledger ledger) throws IOException {
        var begun = new ArrayList<String>();
        var problems = new ArrayList<String>();
        for (var line : ledger.lines()) {
            if (line.word().equals("start")) {
                if (begun.contains(line.label())) {
                    problems.add("begun twice: " + line);
                }
                begun.add(line.label());
            }
        }
        return problems;
    }

    private void endsAllItsWork(Path home, Ledger ledger, ExecutorService users) throws Exception {
        var last = started(users, home, ledger, "last", Story.endless(2));
        last.acknowledged().get(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        Client.of(home).await("last", run -> run.jobs().getFirst().tasks().running() == 2, ENDED_WITHIN);
        assertThat(ledger.alive()).hasSizeGreaterThanOrEqualTo(2);
        var said = new ByteArrayOutputStream();
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            int status = new Cli(Map.of("TOMBOLO_HOME", home.toString()), out, out).run("down", "--stop-work");
            assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
        }
        assertThat(ledger.awaitSilence(Duration.ofSeconds(5))).isEmpty();
    }
}
