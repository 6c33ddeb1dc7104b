package org.tombolo.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// How the state folder is laid out, as a number in its file `format`. Older layouts are upgraded step by step when
/// the server starts; a newer one is refused. (The journal's tables have a version of their own.)
final class Format {
    private static final String FILE = "format";

    /// From layout i + 1 to i + 2.
    private static final List<Step> STEPS = List.of();

    /// Runs once, and again when a crash cut it: what it did already must not hurt.
    interface Step {
        void upgrade(Path home) throws IOException;
    }

    private Format() {}

    static int newest() {
        return STEPS.size() + 1;
    }

    static void upgrade(Path home) throws IOException {
        var file = home.resolve(FILE);
        if (!Files.exists(file)) { // a new folder
            write(file, newest());
        }
        for (int format = found(file); format < newest(); format++) {
            STEPS.get(format - 1).upgrade(home);
            write(file, format + 1);
        }
    }

    private static int found(Path file) throws IOException {
        var text = Files.readString(file).strip();
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new TomboloException(
                    ErrorCode.CORRUPT,
                    "%s: expected a number, found \"%s\"; restore the folder from a copy"
                            .formatted(file, Names.printable(text)));
        }
        int format = Integer.parseInt(text);
        if (format > newest()) {
            throw new TomboloException(
                    ErrorCode.CORRUPT,
                    "%s says layout %d, and this program knows %d at most: start it with the newer Tombolo that wrote it, or set TOMBOLO_HOME to another folder"
                            .formatted(file, format, newest()));
        }
        return format;
    }

    private static void write(Path file, int format) throws IOException {
        var part = file.resolveSibling(FILE + ".part");
        Files.write(part, (format + "\n").getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
