package org.tombolo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The version that the build wrote beside this class.
final class ProgramVersion {
    private ProgramVersion() {}

    static String read() {
        try (var in = ProgramVersion.class.getResourceAsStream("version")) {
            if (in == null) {
                throw new IllegalStateException("the build wrote no version");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
