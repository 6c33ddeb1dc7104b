package org.tombolo.enginehosts;

import org.junit.jupiter.api.Tag;
import org.tombolo.agent.AgentSettings;

/// The contract where the machine has no control groups for us, and no memory for state.
@Tag("slow")
class HostsEngineWithoutGroupsTest extends HostsEngineTest {
    @Override
    AgentSettings settings() {
        return HostsSettings.LOCAL
                .with(AgentSettings.Groups.OFF, AgentSettings.LogPlace.DISK)
                .withLogLimit(1L << 20)
                .agent(folder.resolve("agent"), folder.resolve("egress"));
    }
}
