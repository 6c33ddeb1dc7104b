package org.tombolo.bench.factory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A server that is this process's child, started as the command line starts it.
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final double readyMillis;

    private ServerProcess(Process process, double readyMillis) {
        this.process = process;
        this.readyMillis = readyMillis;
    }

    /// The command line of a factory's server, which must run.
    public static List<String> command(ScratchFactory factory) throws IOException {
        // not by ProcessHandle, which leaves out what is longer than a page
        var words = Files.readString(Path.of("/proc", Long.toString(factory.pid()), "cmdline"));
        return List.of(words.split("\0", 0));
    }

    /// Returns when it has said that it is ready.
    public static ServerProcess start(List<String> command, Path home) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectError(home.resolve("server.err").toFile());
        builder.environment().put("TOMBOLO_HOME", home.toString());
        long began = System.nanoTime();
        var process = builder.start();
        BufferedReader out = process.inputReader(); // stays open: whoever closes it takes the server's output away
        var line = out.readLine();
        while (line != null && !line.contains("\"url\"")) {
            line = out.readLine(); // the JVM itself may have something to say first
        }
        if (line == null) {
            process.destroy();
            throw new IOException("the server ended without a word that it is ready");
        }
        return new ServerProcess(process, (System.nanoTime() - began) / 1e6);
    }

    /// From the spawn to the line.
    public double readyMillis() {
        return readyMillis;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
