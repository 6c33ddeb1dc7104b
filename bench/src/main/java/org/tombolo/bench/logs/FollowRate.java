package org.tombolo.bench.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.bench.factory.ScratchFactory;
import org.tombolo.bench.measure.Bench;
import org.tombolo.bench.measure.Memory;
import org.tombolo.bench.measure.Result;

/// `logs [MB]`: a process writes as fast as it can, `./tombolo logs -f` follows it while it writes: MB a second that
/// come out of the command, and how much the memory of server and command grows between the first tenth and the end.
/// The heaps are bounded, the server's to 64 MB, the command's
/// by `./tombolo`: what grew with the output would not fit.
public final class FollowRate implements Bench {
    private static final int MEGABYTES = 1_000;
    private static final String BOUNDED = "-Xmx64m";
    private static final double GROWTH = 50; // MB that are still called constant

    private final Path clone;

    public FollowRate(Path clone) {
        this.clone = clone.toAbsolutePath();
    }

    @Override
    public List<Result> measure(List<String> arguments) throws IOException, InterruptedException {
        long bytes = 1_000_000L * (arguments.isEmpty() ? MEGABYTES : Integer.parseInt(arguments.getFirst()));
        try (var factory = ScratchFactory.make(clone, BOUNDED)) {
            factory.site("local", "engine: hosts\nlog-limit: 16GiB\n");
            var server = factory.up();
            follow(factory, server.pid(), bytes / 10); // warms up
            return follow(factory, server.pid(), bytes);
        }
    }

    private List<Result> follow(ScratchFactory factory, long server, long bytes)
            throws IOException, InterruptedException {
        var workflow = """
                version: v4
                jobs:
                  writer:
                    script: sleep 1; yes 'a line of the output that a job might write, 64 bytes long ....' | head -c %d
                """.formatted(bytes);
        var run = factory.start(workflow, Optional.empty());
        factory.watch(run, seen -> seen.jobs().getFirst().tasks().running() > 0);
        var builder = new ProcessBuilder(clone.resolve("tombolo").toString(), "logs", "-f", run)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("TOMBOLO_HOME", factory.home().toString()));
        var command = builder.start();
        var serverMemory = new ArrayList<Double>();
        var commandMemory = new ArrayList<Double>();
        long read = 0;
        long began = 0;
        try (InputStream out = command.getInputStream()) {
            var piece = new byte[1 << 16];
            for (int length = out.read(piece); length >= 0; length = out.read(piece)) {
                began = began == 0 ? System.nanoTime() : began;
                read += length;
                if (read * 10 / bytes > serverMemory.size()) {
                    serverMemory.add(Memory.resident(server));
                    commandMemory.add(Memory.resident(command.pid()));
                }
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (command.waitFor() != 0 || read < bytes) {
            throw new IOException("%d of %d bytes came, exit status %d".formatted(read, bytes, command.exitValue()));
        }
        factory.finish(run);
        return List.of(
                Result.of("logs-follow", read / 1e6 / seconds, "MB/s", 1),
                Result.of("logs-server-growth", growth(serverMemory), "MB", GROWTH),
                Result.of("logs-command-growth", growth(commandMemory), "MB", GROWTH));
    }

    private static double growth(List<Double> memory) {
        return memory.getLast() - memory.getFirst();
    }
}
