package org.tombolo.testkit.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An unpacked image: busybox and nothing else.
final class Busybox {
    private static final List<String> APPLETS = List.of(
            "sh", "cat", "env", "ls", "mkdir", "printf", "pwd", "sha256sum", "sleep", "sort", "test", "wc", "kill");

    private Busybox() {}

    /// Its `image.uri`.
    static String in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("tmp"));
        Files.copy(Path.of("/bin/busybox"), folder.resolve("bin/busybox"));
        folder.resolve("bin/busybox").toFile().setExecutable(true);
        for (var applet : APPLETS) {
            Files.createSymbolicLink(folder.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        return "file://" + folder;
    }
}
