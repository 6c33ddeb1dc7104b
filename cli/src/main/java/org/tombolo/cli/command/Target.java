package org.tombolo.cli.command;

import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// Work that runs, as people name it: `RUN`, `RUN/JOB`, `RUN/JOB/INDEX`.
record Target(String run, Optional<String> job, Optional<Integer> index) {
    static Target parse(String text) {
        var parts = text.split("/", -1);
        boolean isOne = parts.length <= 3 && !parts[0].isEmpty() && !parts[parts.length - 1].isEmpty();
        if (!isOne || (parts.length == 3 && !parts[2].matches("[0-9]{1,9}"))) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "\"%s\": expected RUN, RUN/JOB or RUN/JOB/INDEX, such as last/sweep/7"
                            .formatted(Names.printable(text)));
        }
        return new Target(
                parts[0],
                parts.length > 1 ? Optional.of(parts[1]) : Optional.empty(),
                parts.length > 2 ? Optional.of(Integer.valueOf(parts[2])) : Optional.empty());
    }
}
