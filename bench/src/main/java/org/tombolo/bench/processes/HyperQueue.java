package org.tombolo.bench.processes;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// HyperQueue, the task runner that our numbers are held against: its own server and one worker, driven by the Python
/// package of the same name, whose output is thrown away. Installed once, outside of the clone.
final class HyperQueue implements Way, AutoCloseable {
    private static final String VERSION = "0.27.0";
    private static final String OURS = "bench:";

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;

    private HyperQueue(Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.questions = process.outputWriter();
    }

    static HyperQueue start(Path folder, int cores) throws IOException, InterruptedException {
        var program = folder.resolve("drive.py");
        try (var text = HyperQueue.class.getResourceAsStream("drive.py")) {
            Files.write(program, Objects.requireNonNull(text).readAllBytes());
        }
        var builder = new ProcessBuilder(
                "python3",
                program.toString(),
                Files.createDirectory(folder.resolve("hq")).toString(),
                Integer.toString(cores));
        builder.environment().put("PYTHONPATH", installed().toString());
        builder.redirectError(folder.resolve("hyperqueue.err").toFile());
        var started = new HyperQueue(builder.start());
        started.answer();
        return started;
    }

    private static Path installed() throws IOException, InterruptedException {
        var caches = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> text.startsWith("/"))
                .orElse(System.getProperty("user.home") + "/.cache");
        var folder = Path.of(caches, "tombolo-bench", "hyperqueue-" + VERSION);
        if (!Files.isDirectory(folder)) {
            var fresh = folder.resolveSibling(folder.getFileName() + ".new");
            var command = List.of(
                    "python3", "-m", "pip", "install", "-q", "--target", fresh.toString(), "hyperqueue==" + VERSION);
            int code = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("%s ended with %d".formatted(command, code));
            }
            Files.move(fresh, folder);
        }
        return folder;
    }

    private String answer() throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(OURS)) {
                return line.substring(OURS.length());
            }
        }
        throw new IOException("HyperQueue's driver ended; its words are in hyperqueue.err beside its folder");
    }

    @Override
    public double seconds(int count) throws IOException {
        questions.write(count + "\n");
        questions.flush();
        return Double.parseDouble(answer());
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
