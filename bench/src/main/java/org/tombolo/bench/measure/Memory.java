package org.tombolo.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What processes hold of the machine's memory.
public final class Memory {
    private Memory() {}

    /// Resident, in MB (10^6 bytes).
    public static double resident(long pid) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024 / 1e6;
            }
        }
        throw new IOException("process %d shows no VmRSS".formatted(pid));
    }
}
