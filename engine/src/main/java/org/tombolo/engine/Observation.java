package org.tombolo.engine;

import java.util.List;

/// What a site shows.
///
/// @param next     to go on from
/// @param complete whether everything is in it, or only what changed; what is not listed is unknown, never ended
public record Observation(Cursor next, boolean complete, List<Seen> seen) {
    public Observation {
        seen = List.copyOf(seen);
    }
}
