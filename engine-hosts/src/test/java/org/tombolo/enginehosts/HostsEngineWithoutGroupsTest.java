package org.tombolo.enginehosts;

import java.util.Optional;
import org.tombolo.agent.AgentSettings;

/// The contract where the machine has no control groups for us, and no memory for state.
class HostsEngineWithoutGroupsTest extends HostsEngineTest {
    @Override
    AgentSettings settings() {
        var local = HostsSettings.LOCAL;
        return new HostsSettings(
                        local.host(),
                        local.address(),
                        local.cores(),
                        local.memoryBytes(),
                        local.devices(),
                        local.annotations(),
                        local.ports(),
                        local.path(),
                        AgentSettings.Groups.OFF,
                        AgentSettings.LogPlace.DISK,
                        Optional.of(1L << 20),
                        local.egressRoots())
                .agent(folder.resolve("agent"), folder.resolve("egress"));
    }
}
