package org.tombolo.cli;

import java.io.PrintStream;
import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.wire.Json;
import org.tombolo.wire.Problems;

/// Shows what went wrong, once, and says the exit code for it.
final class Errors {
    /// A shell's own code for a process that an interrupt ended.
    private static final int INTERRUPTED = 130;

    private final PrintStream err;
    private final boolean json;
    private final boolean verbose;

    Errors(PrintStream err, boolean json, boolean verbose) {
        this.err = err;
        this.json = json;
        this.verbose = verbose;
    }

    /// As JSON for programs.
    private record Shown(ErrorCode code, String detail, int exit) {}

    int show(Exception error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
        var known = error instanceof TomboloException ours ? ours : unexpected(error);
        int exit = Problems.exitCode(known.code());
        var detail = Optional.ofNullable(known.getMessage()).orElse(known.code().name());
        if (json) {
            err.println(Json.text(new Shown(known.code(), detail, exit)));
        } else {
            err.println("tombolo: " + detail);
        }
        if (verbose) {
            error.printStackTrace(err);
        }
        return exit;
    }

    private static TomboloException unexpected(Exception error) {
        return new TomboloException(
                ErrorCode.INTERNAL,
                "something went wrong in this program (%s); run it again with --verbose and report what it says"
                        .formatted(error),
                error);
    }
}
