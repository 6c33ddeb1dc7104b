package org.tombolo.testkit.chaos;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// What this test was started with, packed as jars where every user can read them: so that it starts fast, from an AOT
/// cache, and as somebody else too.
public record Program(Path java, Path folder, List<String> jars) {
    private static final Duration TRAINED_WITHIN = Duration.ofMinutes(2);
    private static final String CACHE = "server.aot";

    public Program {
        jars = List.copyOf(jars);
    }

    /// Packs the class path of this JVM, and trains the cache by a server's start and end.
    public static Program pack(Path folder) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var jars = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var from = Path.of(entry);
            var to = folder.resolve("%03d-%s.jar".formatted(jars.size(), from.getFileName()));
            if (Files.isDirectory(from)) {
                jar(from, to);
            } else if (Files.exists(from)) {
                Files.copy(from, to);
            } else {
                continue;
            }
            jars.add(to.toString());
        }
        var program = new Program(Path.of(System.getProperty("java.home"), "bin", "java"), folder, jars);
        program.train();
        return program;
    }

    private void train() throws IOException, InterruptedException {
        var home = folder.resolve("training");
        var training = new ServerCommand(this, home).flag("-XX:AOTCacheOutput=" + folder.resolve(CACHE + ".part"));
        try (var server = training.start()) {
            server.awaitReady().end(TRAINED_WITHIN);
        }
        Files.move(folder.resolve(CACHE + ".part"), folder.resolve(CACHE));
    }

    /// The command line of a Java program of ours.
    List<String> command(List<String> flags, String main) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xms16m",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED"));
        var cache = folder.resolve(CACHE);
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, jars), main));
        return command;
    }

    private static void jar(Path classes, Path to) throws IOException {
        try (var files = Files.walk(classes);
                var jar = new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            for (var file : files.filter(file -> !file.equals(classes)).sorted().toList()) {
                var name = classes.relativize(file).toString();
                boolean isFolder = Files.isDirectory(file); // Flyway looks for folders in jars
                jar.putNextEntry(new JarEntry(isFolder ? name + "/" : name));
                if (!isFolder) {
                    Files.copy(file, jar);
                }
                jar.closeEntry();
            }
        }
    }
}
