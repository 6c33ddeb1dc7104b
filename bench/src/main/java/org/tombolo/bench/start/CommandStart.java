package org.tombolo.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;

/// `start`: whole-process time of `./tombolo version`, against an empty Java program on the same JVM, in turns so that
/// both
/// see the same noise. Medians.
public final class CommandStart implements Bench {
    private static final int TURNS = 31;

    private final Path clone;

    public CommandStart(Path clone) {
        this.clone = clone.toAbsolutePath();
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tombolo-bench");
        try {
            return measure(folder);
        } finally {
            for (String file : List.of("Empty.java", "Empty.class", "")) {
                Files.deleteIfExists(folder.resolve(file));
            }
        }
    }

    private List<Result> measure(Path folder) throws IOException, InterruptedException {
        var empty = List.of(java(), "-cp", compiled(folder).toString(), "Empty");
        var version = List.of(clone.resolve("tombolo").toString(), "version");
        millis(version); // builds, if the sources are newer
        var emptyMillis = new ArrayList<Double>();
        var versionMillis = new ArrayList<Double>();
        for (int turn = 0; turn < TURNS; turn++) {
            emptyMillis.add(millis(empty));
            versionMillis.add(millis(version));
        }
        return List.of(Result.of("start-version", median(versionMillis), "ms", median(emptyMillis)));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path compiled(Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Empty.java"), """
                class Empty {
                    public static void main(String[] args) {}
                }
                """);
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        int code = compiler.run(null, null, null, "-d", folder.toString(), source.toString());
        if (code != 0) {
            throw new IOException("javac ended with %d on %s".formatted(code, source));
        }
        return folder;
    }

    private static double millis(List<String> command) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("%s ended with %d".formatted(command, code));
        }
        return (System.nanoTime() - begin) / (double) Duration.ofMillis(1).toNanos();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
