package org.tombolo.bench.processes;

import java.io.IOException;

/// A way to run `true` many times.
interface Way {
    /// How long so many take, from asking to having seen that all have ended.
    double seconds(int count) throws IOException, InterruptedException;
}
