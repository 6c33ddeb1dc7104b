package org.tombolo.wire.site;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A place that runs work.
///
/// @param engine      `hosts`, ...
/// @param silentSince set while it does not answer
/// @param facts       what works there and what does not, in words
public record Site(String id, String engine, Optional<Instant> silentSince, List<Host> hosts, List<String> facts) {
    public Site {
        hosts = List.copyOf(hosts);
        facts = List.copyOf(facts);
    }
}
