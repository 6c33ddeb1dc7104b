package org.tombolo.journal;

import java.time.Instant;

/// The answer to who wants to lead.
public sealed interface Lease {
    record Granted(long epoch) implements Lease {}

    record HeldBy(String holder, Instant until) implements Lease {}
}
