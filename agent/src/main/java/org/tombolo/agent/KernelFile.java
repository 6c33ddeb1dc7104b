package org.tombolo.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that the kernel makes up when it is read. Its size is 0, and some give everything to the first read and
/// nothing to the next: `Files.readString` would see one character of them.
final class KernelFile {
    private KernelFile() {}

    /// One character for each byte.
    static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var out = new ByteArrayOutputStream();
            var buffer = new byte[1 << 14];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
