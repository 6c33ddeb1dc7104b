package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a process may do besides what its user may.
///
/// @param bounding  a bit for each capability that it or its children can ever have
/// @param mayGain   whether programs can give it more, as `su` does
/// @param asRoot    whether it is user 0 of its user namespace: then programs it executes get all of `bounding`
record Rights(long bounding, boolean mayGain, boolean asRoot) {
    private static final Path PROC = Path.of("/proc");

    static Rights of(long pid) throws IOException {
        var folder = PROC.resolve(Long.toString(pid));
        long bounding = 0;
        boolean mayGain = true;
        long user = 0;
        for (var line : KernelFile.text(folder.resolve("status")).lines().toList()) {
            var words = line.split("\\s+", -1);
            switch (words[0]) {
                case "CapBnd:" -> bounding = Long.parseUnsignedLong(words[1], 16);
                case "NoNewPrivs:" -> mayGain = words[1].equals("0");
                case "Uid:" -> user = Long.parseLong(words[1]);
                default -> {}
            }
        }
        return new Rights(bounding, mayGain, isRoot(user, KernelFile.text(folder.resolve("uid_map"))));
    }

    /// @param map lines of: first number inside, first number outside, how many
    private static boolean isRoot(long user, String map) {
        return map.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .anyMatch(words -> words[0].equals("0") && Long.parseLong(words[1]) == user);
    }

    /// Options of `setpriv`, for a process that just came into the user namespace and may do everything there.
    List<String> options() throws IOException {
        var options = new ArrayList<>(List.of("--inh-caps=-all"));
        var missing = missing();
        if (asRoot && !missing.isEmpty()) {
            options.add("--bounding-set=" + String.join(",", missing));
        }
        // Others have lost theirs by now, and cannot change what they could gain: then they gain nothing.
        if (!mayGain || (!asRoot && !missing.isEmpty())) {
            options.add("--no-new-privs");
        }
        return options;
    }

    private List<String> missing() throws IOException {
        int last = Integer.parseInt(
                KernelFile.text(PROC.resolve("sys/kernel/cap_last_cap")).strip());
        var missing = new ArrayList<String>();
        for (int each = 0; each <= last; each++) {
            if ((bounding & (1L << each)) == 0) {
                missing.add("-cap_" + each);
            }
        }
        return missing;
    }
}
