package org.tombolo.cli.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Which Tombolo this is: the build writes it into a file beside this class.
public final class ProgramVersion {
    private ProgramVersion() {}

    public static String text() {
        try (var file = ProgramVersion.class.getResourceAsStream("version")) {
            return file == null ? "unknown" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException _) {
            return "unknown";
        }
    }
}
