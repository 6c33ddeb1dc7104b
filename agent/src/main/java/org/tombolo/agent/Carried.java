package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Programs of this machine, run where an image may have none of them: opened here, executed there by their
/// descriptors, which are closed before the command begins.
///
/// Copies, made for one command: whoever gets hold of a descriptor could otherwise write to the machine's own file.
///
/// @param files in the order of their descriptors: the loader, the programs, the libraries
record Carried(Path folder, int files) {
    private static final Pattern LIBRARY = Pattern.compile("(?:\\S+ => )?(?<path>/\\S+) \\(0x[0-9a-f]+\\)");
    private static final Pattern LOADER = Pattern.compile(".*/ld-[^/]*");
    private static final List<String> PROGRAMS = List.of("setpriv", "sh");
    private static final int FIRST = 3;
    private static final int SETPRIV = FIRST + 1;
    private static final int SHELL = FIRST + 2;
    /// A shell names descriptors by one digit.
    private static final int LAST = 9;

    static Carried copiedTo(Path folder) throws IOException {
        var programs = PROGRAMS.stream().map(Entrance::program).toList();
        var loaders = new LinkedHashSet<Path>();
        var libraries = new LinkedHashSet<Path>();
        for (var program : programs) {
            for (var line :
                    Commands.run(List.of("ldd", program)).output().lines().toList()) {
                var found = LIBRARY.matcher(line.strip());
                if (found.matches()) {
                    var path = Path.of(found.group("path"));
                    (LOADER.matcher(path.toString()).matches() ? loaders : libraries).add(path);
                }
            }
        }
        var files = new ArrayList<Path>(loaders);
        programs.forEach(program -> files.add(Path.of(program)));
        files.addAll(libraries);
        if (loaders.size() != 1 || FIRST + files.size() - 1 > LAST) {
            throw new TomboloException(
                    ErrorCode.UNSUPPORTED,
                    "setpriv and sh of this machine cannot be carried into a container: ldd says that they need "
                            + files);
        }
        Files.createDirectories(folder);
        for (int i = 0; i < files.size(); i++) {
            var copy = folder.resolve(Integer.toString(FIRST + i));
            Files.copy(files.get(i), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return new Carried(folder, files.size());
    }

    /// In front of what goes there: opens them.
    List<String> open() {
        var text = new StringBuilder("exec");
        descriptors().forEach(each -> text.append(" %1$d<\"$1/%1$d\"".formatted(each)));
        return List.of("/bin/sh", "-c", text.append("; shift; exec \"$@\"").toString(), "sh", folder.toString());
    }

    List<String> setpriv() {
        return run(SETPRIV);
    }

    List<String> shell() {
        return run(SHELL);
    }

    private List<String> run(int program) {
        var libraries = descriptors().stream()
                .filter(each -> each > SHELL)
                .map(Carried::path)
                .toList();
        return List.of(path(FIRST), "--preload", String.join(" ", libraries), path(program));
    }

    /// For that shell's text.
    String close() {
        var text = new StringBuilder("exec");
        descriptors().forEach(each -> text.append(" %d<&-".formatted(each)));
        return text.append("; ").toString();
    }

    private List<Integer> descriptors() {
        return IntStream.range(FIRST, FIRST + files).boxed().toList();
    }

    private static String path(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }

    void remove() {
        try {
            for (int each : descriptors()) {
                Files.deleteIfExists(folder.resolve(Integer.toString(each)));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // the next agent removes them
        }
    }
}
