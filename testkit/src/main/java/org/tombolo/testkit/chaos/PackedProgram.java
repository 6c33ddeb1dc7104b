package org.tombolo.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the program, packed once for all of them.
public final class PackedProgram implements ParameterResolver {
    /// Removed when the last test has ended.
    private record Packed(Program program) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (var files = Files.walk(program.folder())) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Program.class;
    }

    @Override
    public Program resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(PackedProgram.class))
                .computeIfAbsent(Packed.class, _ -> pack(), Packed.class)
                .program();
    }

    private static Packed pack() {
        try {
            Path folder = Files.createTempDirectory("tombolo-program-");
            return new Packed(Program.pack(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
