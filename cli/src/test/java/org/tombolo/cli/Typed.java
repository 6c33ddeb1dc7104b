package org.tombolo.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A command line as typed, and what came of it.
public record Typed(int status, String out, String err) {
    /// By a factory that is named, in a home of its own.
    public static Typed at(FakeFactory factory, Path home, String... args) {
        return in(Map.of("TOMBOLO_URL", factory.url(), "TOMBOLO_TOKEN", "sesame"), home, args);
    }

    public static Typed in(Map<String, String> environment, Path home, String... args) {
        var all = new LinkedHashMap<>(environment);
        all.put("TOMBOLO_HOME", home.toString());
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Cli(
                        all,
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8))
                .run(args);
        return new Typed(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
