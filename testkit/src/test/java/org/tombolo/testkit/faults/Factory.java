package org.tombolo.testkit.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.model.Ordered;
import org.tombolo.testkit.chaos.Client;
import org.tombolo.testkit.chaos.Ledger;
import org.tombolo.testkit.chaos.Program;
import org.tombolo.testkit.chaos.ServerCommand;
import org.tombolo.testkit.chaos.Story;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.StartRun;

/// A state folder, a ledger beside it, and how a server is started there.
record Factory(ServerCommand command, Ledger ledger) {
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);

    static Factory in(Path folder, Program program) {
        return new Factory(new ServerCommand(program, folder.resolve("home")), new Ledger(folder.resolve("ledger")));
    }

    Factory variable(String name, String value) {
        return new Factory(command.variable(name, value), ledger);
    }

    Path home() {
        return command.home();
    }

    Client client() {
        return Client.of(home());
    }

    void begin(String run, Story story) throws InterruptedException {
        begin(client(), run, story);
    }

    void begin(Client client, String run, Story story) throws InterruptedException {
        var env = new LinkedHashMap<>(
                Map.of("RUN", run, Ledger.VARIABLE, ledger.file().toString()));
        client.start(run, story.workflow(), env, Optional.empty());
    }

    /// Does not ask again.
    void beginOnce(String run, Story story) {
        client().factory().start("default", asked(run, story.workflow()));
    }

    static StartRun asked(String run, String workflow) {
        return new StartRun(
                run,
                Optional.empty(),
                Ordered.none(),
                workflow,
                Optional.empty(),
                Ordered.none(),
                Optional.empty(),
                Optional.empty(),
                Ordered.none(),
                0,
                Ordered.none());
    }

    Run end(String run) throws InterruptedException {
        return client().awaitEnd(run, ENDED_WITHIN);
    }

    /// Runs it to its end, and says what was not as promised.
    List<String> carryOut(String run, Story story) throws IOException, InterruptedException {
        begin(run, story);
        return story.problems(run, end(run).state(), ledger);
    }
}
