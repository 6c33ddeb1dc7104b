package org.tombolo.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;

/// `start`, the server's part: from `./tombolo up` in an empty home to its end, from the start of the JVM to ready (as
/// the
/// server says), and what an idle server holds in memory. Medians of fresh homes.
public final class ServerStart implements Bench {
    private static final int TURNS = 7;
    private static final double READY_WANTED_MILLIS = 1500;
    private static final double MEMORY_WANTED_MB = 250;
    private static final long IDLE_MILLIS = 5000;
    private static final Pattern READY = Pattern.compile("ready at .* after (\\d+) ms");
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Path tombolo;

    public ServerStart(Path clone) {
        this.tombolo = clone.toAbsolutePath().resolve("tombolo");
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        var ups = new ArrayList<Double>();
        var readies = new ArrayList<Double>();
        var memories = new ArrayList<Double>();
        for (int turn = 0; turn < TURNS; turn++) {
            Path home = Files.createTempDirectory("tombolo-bench");
            try {
                long begin = System.nanoTime();
                run(home, "up");
                ups.add((System.nanoTime() - begin) / 1e6);
                readies.add(number(READY, Files.readString(home.resolve("logs/server.log"))));
                Thread.sleep(IDLE_MILLIS);
                memories.add(residentMegabytes(home));
            } finally {
                run(home, "down");
                delete(home);
            }
        }
        return List.of(
                Result.of("start-up", median(ups), "ms", READY_WANTED_MILLIS),
                Result.of("start-server-ready", median(readies), "ms", READY_WANTED_MILLIS),
                Result.of("start-server-idle", median(memories), "MB", MEMORY_WANTED_MB));
    }

    private void run(Path home, String word) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(tombolo.toString(), word).redirectErrorStream(true);
        builder.environment().put("TOMBOLO_HOME", home.toString());
        var process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("./tombolo %s did not end well".formatted(word));
        }
    }

    private static double residentMegabytes(Path home) throws IOException {
        long pid = (long) number(PID, Files.readString(home.resolve("server.json")));
        return number(RESIDENT, Files.readString(Path.of("/proc", String.valueOf(pid), "status"))) * 1024 / 1e6;
    }

    private static double number(Pattern pattern, String text) throws IOException {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("expected %s, found: %s".formatted(pattern, text));
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
