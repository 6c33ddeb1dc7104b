package org.tombolo.cli.home;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// The command line of the server: by the Java that runs this program, from the same build.
///
/// @param environment of this process
public record Launch(Path java, String classPath, List<String> flags, Map<String, String> environment) {
    static final String MAIN = "org.tombolo.server.Main";

    /// What a server of one machine needs; what it may take in the end is for `TOMBOLO_SERVER_FLAGS` to say.
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xms16m",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8");

    public Launch {
        flags = List.copyOf(flags);
    }

    /// `tombolo.app` names the build's folder (see `./tombolo`); without it this program's own class path is taken.
    public static Launch of(Map<String, String> environment) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var app = Optional.ofNullable(System.getProperty("tombolo.app")).map(Path::of);
        var flags = new ArrayList<>(FLAGS);
        app.map(folder -> folder.resolve("server.aot"))
                .filter(Files::isReadable)
                .ifPresent(cache -> flags.add("-XX:AOTCache=" + cache));
        for (var property : List.of("tombolo.app", "tombolo.install")) {
            Optional.ofNullable(System.getProperty(property))
                    .ifPresent(value -> flags.add("-D" + property + "=" + value));
        }
        var more = environment.getOrDefault("TOMBOLO_SERVER_FLAGS", "").strip();
        if (!more.isEmpty()) {
            flags.addAll(List.of(more.split("\\s+", -1)));
        }
        return new Launch(java, classPath(app), flags, environment);
    }

    private static String classPath(Optional<Path> app) {
        var list = app.map(folder -> folder.resolve("server.classpath")).filter(Files::isReadable);
        if (list.isEmpty()) {
            return System.getProperty("java.class.path");
        }
        try {
            return resolved(app.orElseThrow(), Files.readString(list.get()).strip());
        } catch (IOException e) {
            throw new TomboloException(
                    ErrorCode.UNREACHABLE, "cannot read %s: %s".formatted(list.get(), e.getMessage()), e);
        }
    }

    /// The archive names its jars by file alone: nobody knows where it will be unpacked.
    private static String resolved(Path app, String list) {
        return Stream.of(list.split(File.pathSeparator))
                .map(jar -> app.resolve(jar).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// In this session: a Ctrl-C reaches it.
    List<String> attached() {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, MAIN));
        return command;
    }

    /// Out of this session: neither Ctrl-C nor the terminal's end reaches it. Where there is no setsid(1), a shell that
    /// ignores both does: a JVM started so leaves these signals ignored.
    List<String> detached() {
        var command = new ArrayList<String>();
        if (onPath("setsid")) {
            command.add("setsid");
        } else {
            command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "sh"));
        }
        command.addAll(attached());
        return command;
    }

    private boolean onPath(String program) {
        for (var folder : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
