package org.tombolo.bench.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Result;
import org.tombolo.workflow.Read;
import org.tombolo.workflow.WorkflowFiles;

/// `check [FILES]`: workflow files a second, read from the disk and checked by one process, a thread
/// on each core: warm, which is the second pass over all of them, and `check-first`, from the first
/// file on, while the compiler is at work too; and the whole command `./tombolo check` of all of them.
public final class CheckRate implements Bench {
    private static final int FILES = 20_000;
    private static final double ASKED = 2_000;

    private final Path clone;

    public CheckRate(Path clone) {
        this.clone = clone.toAbsolutePath();
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        int count = arguments.isEmpty() ? FILES : Integer.parseInt(arguments.getFirst());
        var folder = Files.createTempDirectory("tombolo-bench");
        try {
            var files = ManyFiles.in(folder, clone, count);
            double bytes = 0;
            for (var file : files) {
                bytes += Files.size(file);
            }
            double first = count / read(files);
            return List.of(
                    Result.of("check", count / read(files), "files/s", ASKED),
                    Result.of("check-first", first, "files/s", ASKED),
                    Result.of("check-command", count / command(folder, files), "files/s", ASKED),
                    Result.of("check-file-size", bytes / count, "bytes", bytes / count));
        } finally {
            try (var all = Files.walk(folder)) {
                for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private static double read(List<Path> files) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var refused = new ConcurrentLinkedQueue<Read.Refused>();
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (var file : files) {
                threads.execute(() -> {
                    if (WorkflowFiles.load(file, Map.of()) instanceof Read.Refused bad) {
                        refused.add(bad);
                    }
                });
            }
        }
        if (!refused.isEmpty()) {
            throw new IOException(refused.remove().problems().getFirst().text());
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private double command(Path folder, List<Path> files) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(clone.resolve("tombolo").toString(), "check"));
        run(folder, List.of(line.getFirst(), "version")); // builds, if the sources are newer
        files.forEach(file -> line.add(folder.relativize(file).toString()));
        long began = System.nanoTime();
        run(folder, line);
        return (System.nanoTime() - began) / 1e9;
    }

    private static void run(Path folder, List<String> line) throws IOException, InterruptedException {
        int code = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("%s ended with %d".formatted(line.subList(0, 2), code));
        }
    }
}
