package org.tombolo.testkit.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.tombolo.wire.run.Run;

/// A factory whose server ends at a boundary that it is told, and is started again on the same folder.
public final class CrashedFactory implements AutoCloseable {
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);
    private static final int MOST_STARTS = 100;
    private static final long LOOK_EVERY_MILLIS = 10;
    private static final String CRASH = "crash: ";

    private final ServerCommand command;
    private final Path home;
    private final Ledger ledger;
    private final List<String> problems = new ArrayList<>();
    private RealServer server;
    private int runs;

    public CrashedFactory(Program program, Path folder) throws IOException, InterruptedException {
        this.home = folder.resolve("home");
        this.ledger = new Ledger(folder.resolve("ledger"));
        this.command = new ServerCommand(program, home).main(CrashingServer.class);
        this.server = command.start().awaitReady();
    }

    /// What was not as promised.
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /// Runs the stories while the server ends at the boundary, then until they have ended by the next server.
    ///
    /// @param number of the boundary among those of its name
    /// @return whether it came, before all had ended
    public boolean round(String boundary, int number) throws IOException, InterruptedException {
        runs++;
        tell("arm %s %d".formatted(boundary, number));
        var stories = stories();
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<?>>();
            stories.forEach((run, story) -> asked.add(users.submit(() -> {
                begin(run, story);
                return true;
            })));
            boolean crashed = awaitCrash(asked) || !disarmed();
            if (crashed) {
                crash();
                server = command.start().awaitReady();
            }
            for (var each : asked) {
                each.get(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            }
            check(stories);
            return crashed;
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("%s %d: %s".formatted(boundary, number, server.said()), e);
        }
    }

    private SequencedMap<String, Story> stories() {
        var flag = ledger.file().resolveSibling("up-" + runs);
        var stories = new LinkedHashMap<String, Story>();
        stories.put("bad-" + runs, Story.failing());
        stories.put("array-" + runs, Story.array(3, 0));
        stories.put("endless-" + runs, Story.endless(1));
        stories.put("service-" + runs, Story.service(flag.toString()));
        return stories;
    }

    private void begin(String run, Story story) throws InterruptedException {
        var client = Client.of(home);
        var env = new LinkedHashMap<String, String>();
        env.put("RUN", run);
        env.put(Ledger.VARIABLE, ledger.file().toString());
        client.start(run, story.workflow(), env, Optional.empty());
        if (story.state().equals("stopped")) {
            client.await(run, CrashedFactory::isRunning, ENDED_WITHIN);
            client.stop(run);
        }
        client.awaitEnd(run, ENDED_WITHIN);
    }

    private static boolean isRunning(Run run) {
        return run.jobs().getFirst().tasks().running() == 1;
    }

    /// False when all runs have ended without.
    private boolean awaitCrash(List<Future<?>> asked) throws InterruptedException {
        while (server.isAlive()) {
            if (asked.stream().allMatch(Future::isDone)) {
                return false;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    /// Calls go on behind a run's end: the boundary may still come until the server has heard this.
    private boolean disarmed() throws IOException, InterruptedException {
        return told("disarm");
    }

    private void crash() {
        if (!server.said().contains(CRASH) || server.awaitEnd(Duration.ZERO) != Boundaries.KILLED) {
            throw new AssertionError("ended by itself: " + server.said());
        }
    }

    private void check(SequencedMap<String, Story> stories) throws IOException, InterruptedException {
        var client = Client.of(home);
        for (var story : stories.entrySet()) {
            var run = client.run(story.getKey());
            problems.addAll(story.getValue().problems(run.id(), run.state(), ledger));
        }
        var left = ledger.awaitSilence(Duration.ofSeconds(5));
        if (!left.isEmpty()) {
            problems.add("left running: " + left);
        }
    }

    /// Leaves work that was placed and perhaps submitted; then each start ends at the next boundary of that name,
    /// until one gets through and the work has ended.
    ///
    /// @return how many starts ended there
    public int starts(String boundary) throws IOException, InterruptedException {
        runs++;
        tell("arm submit-before 1");
        var run = "found-" + runs;
        var story = Story.array(2, 0.2);
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = List.<Future<?>>of(users.submit(() -> {
                begin(run, story);
                return true;
            }));
            if (!awaitCrash(asked)) {
                throw new AssertionError("nothing was submitted: " + server.said());
            }
            crash();
            int number = 0;
            do {
                number++;
                server = command.flag("-D%s=%s:%d".formatted(CrashingServer.AT, boundary, number))
                        .start();
                if (!awaitCrash(asked) && disarmed()) {
                    break;
                }
                crash();
            } while (number < MOST_STARTS);
            asked.getFirst().get(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            check(new LinkedHashMap<>(Map.of(run, story)));
            return number - 1;
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("starts that end at %s: %s".formatted(boundary, server.said()), e);
        }
    }

    private void tell(String line) throws IOException, InterruptedException {
        if (!told(line)) {
            throw new AssertionError("not told \"%s\": %s".formatted(line, server.said()));
        }
    }

    /// False when the server ended before it had heard.
    private boolean told(String line) throws IOException, InterruptedException {
        int before = server.said().length();
        try {
            server.tell(line);
        } catch (IOException e) {
            return false; // nobody reads any more
        }
        long limit = System.nanoTime() + ENDED_WITHIN.toNanos();
        while (!server.said().substring(before).contains("done: " + line + "\n")) {
            if (!server.isAlive()) {
                return server.said().substring(before).contains("done: " + line + "\n");
            }
            if (System.nanoTime() > limit) {
                throw new AssertionError("has not heard \"%s\": %s".formatted(line, server.said()));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    /// Ends the server; no work is left by then.
    @Override
    public void close() {
        server.close();
    }
}
