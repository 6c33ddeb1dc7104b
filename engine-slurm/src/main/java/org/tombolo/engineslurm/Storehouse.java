package org.tombolo.engineslurm;

import java.nio.file.Path;
import org.tombolo.engine.Engine;
import org.tombolo.wire.agent.AgentTransport;

/// The factory's own agent in the shared folder: it moves data and prepares there what attempts need, and runs nothing.
/// What it writes, the nodes read.
public interface Storehouse {
    /// Opened when it is first needed: the cluster's file system may come later than the factory. The same after that.
    ///
    /// @param home its folder, below the shared one
    Opened in(Path home);

    /// @param engine moves data, keeps volumes, and prepares
    /// @param agent  answers what was prepared
    record Opened(Engine engine, AgentTransport agent) {}
}
