package org.tombolo.control.loop;

import java.time.Duration;
import org.tombolo.engine.Engine;
import org.tombolo.model.SiteId;

/// A site of the settings and the engine that drives it.
///
/// @param kind      of engine: `hosts`, `slurm`, ...
/// @param lostAfter how long it must be silent before work that may be restarted is given up there
public record SitePort(SiteId id, String kind, Engine engine, Duration lostAfter) {}
