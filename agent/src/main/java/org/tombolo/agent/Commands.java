package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Small programs of the machine.
final class Commands {
    private Commands() {}

    /// What came of it.
    record Result(int code, String output) {}

    /// Runs it to its end, at most 10 s.
    static Result run(List<String> argv) {
        try {
            var builder = new ProcessBuilder(argv).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().put("PATH", AgentSettings.DEFAULT_PATH);
            builder.environment().put("LC_ALL", "C");
            builder.redirectInput(Path.of("/dev/null").toFile());
            var process = builder.start();
            var output =
                    new String(process.getInputStream().readNBytes(1 << 16), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, output + " (not done after 10 s)");
            }
            return new Result(process.exitValue(), output.strip());
        } catch (IOException e) {
            return new Result(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TomboloException(ErrorCode.UNREACHABLE, "the agent is closing", e);
        }
    }

    /// Runs it; anything but 0 is an error.
    static void mustRun(List<String> argv) {
        var result = run(argv);
        if (result.code() != 0) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED, "%s: %s".formatted(String.join(" ", argv.subList(0, 1)), result.output()));
        }
    }
}
