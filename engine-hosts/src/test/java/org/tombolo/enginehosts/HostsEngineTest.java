package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.agent.Agent;
import org.tombolo.agent.AgentSettings;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Engine;
import org.tombolo.engine.EngineContract;
import org.tombolo.engine.Seen;
import org.tombolo.model.SiteId;

/// The contract on this machine, under control groups where it lets us. Run it as root and as an ordinary user.
class HostsEngineTest extends EngineContract {
    @TempDir
    Path folder;

    private Agent agent;
    private Engine engine;

    @BeforeEach
    void open() {
        agent = Agent.open(settings(), new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC()), Clock.systemUTC());
        engine = new HostsEngine(new SiteId("local"), agent);
    }

    AgentSettings settings() {
        return HostsSettings.LOCAL.agent(folder.resolve("agent"), folder.resolve("egress"));
    }

    @AfterEach
    void close() {
        var seen = engine.observe(Cursor.START, Duration.ZERO).seen();
        engine.forget(seen.stream().map(Seen::attempt).toList());
        agent.close();
        assertThat(folder.resolve("agent/state.at"))
                .as("what points to the state in memory")
                .doesNotExist();
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected void crash() {
        agent.close();
        open();
    }

    @Override
    protected String host() {
        return "localhost";
    }
}
