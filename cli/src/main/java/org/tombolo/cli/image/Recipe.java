package org.tombolo.cli.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// What an image is made by.
///
/// @param file    a Dockerfile
/// @param context the folder that it copies from
/// @param from    instead of its first `FROM`
public record Recipe(Path file, Path context, Optional<String> from) {
    static final String PYTHON = "docker.io/library/python:3.13-slim";

    /// @param scratch where a Dockerfile is written for a list of Python packages
    public static Recipe of(Path file, Optional<String> from, Path scratch) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s: expected a Dockerfile or a requirements.txt, found no file".formatted(file));
        }
        var folder = file.toAbsolutePath().normalize().resolveSibling(".").normalize();
        return String.valueOf(file.getFileName()).endsWith(".txt")
                ? python(file, folder, from.orElse(PYTHON), scratch)
                : new Recipe(file.toAbsolutePath(), folder, from);
    }

    /// The list, with the files of its folder that it names.
    private static Recipe python(Path list, Path folder, String from, Path scratch) throws IOException {
        var context = Files.createDirectory(scratch.resolve("context"));
        for (var name : named(list, folder)) {
            copy(folder.resolve(name), context.resolve(name));
        }
        Files.copy(list, context.resolve("requirements.txt"));
        var file = scratch.resolve("Dockerfile");
        Files.writeString(file, """
                FROM %s
                COPY . /.requirements
                RUN cd /.requirements && PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore \\
                    PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install --no-cache-dir -r requirements.txt \\
                    && cd / && rm -rf /.requirements
                """.formatted(from));
        return new Recipe(file, context, Optional.empty());
    }

    static SequencedSet<Path> named(Path list, Path folder) throws IOException {
        var named = new LinkedHashSet<Path>();
        for (var line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
            for (var word : List.of(line.replaceFirst("(^|\\s)#.*", "").split("[\\s=]+"))) {
                var place = word.contains(":") ? folder : folder.resolve(word).normalize();
                boolean isInside = place.startsWith(folder) && !place.equals(folder);
                if (isInside && !place.equals(list.toAbsolutePath().normalize()) && Files.exists(place)) {
                    named.add(folder.relativize(place));
                }
            }
        }
        return named;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var each : (Iterable<Path>) all::iterator) {
                var target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(each, target);
                }
            }
        }
    }
}
