package org.tombolo.agent.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// The image's `passwd` and `group`, and the one user that an attempt is inside.
///
/// @param passwd lines
/// @param group  lines
record Accounts(List<String> passwd, List<String> group) {
    private static final int MOST_ID = 65533;

    static Accounts of(Path root) throws IOException {
        var inRoot = new InRoot(root);
        return new Accounts(lines(inRoot.real("/etc/passwd")), lines(inRoot.real("/etc/group")));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList()
                : List.of();
    }

    /// @param image    what the image names: `NAME-OR-NUMBER[:GROUP]`
    /// @param ourUser  who we are, for an image that names nobody
    Insider insider(Optional<String> image, int ourUser, int ourGroup, String ourName) {
        if (image.isEmpty()) {
            return new Insider(
                    ourUser,
                    ourGroup,
                    entry(passwd, 2, ourUser).map(line -> line[0]).orElse(ourName));
        }
        var parts = image.get().split(":", 2);
        var known = parts[0].matches("[0-9]{1,10}")
                ? entry(passwd, 2, Integer.parseInt(parts[0]))
                : passwd.stream()
                        .map(line -> line.split(":", -1))
                        .filter(line -> line.length >= 4 && line[0].equals(parts[0]))
                        .findFirst();
        int user = known.map(line -> number(line[2])).orElseGet(() -> number(parts[0]));
        int group = parts.length == 2
                ? this.group.stream()
                        .map(line -> line.split(":", -1))
                        .filter(line -> line.length >= 3 && line[0].equals(parts[1]))
                        .findFirst()
                        .map(line -> number(line[2]))
                        .orElseGet(() -> number(parts[1]))
                : known.map(line -> number(line[3])).orElse(0);
        return new Insider(user, group, known.map(line -> line[0]).orElse("user"));
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= MOST_ID) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new TomboloException(
                ErrorCode.UNSUPPORTED,
                "the image wants to run as \"%s\", which its own passwd and group do not know"
                        .formatted(Names.printable(text)));
    }

    private static Optional<String[]> entry(List<String> lines, int field, int number) {
        return lines.stream()
                .map(line -> line.split(":", -1))
                .filter(line -> line.length > field + 1 && line[field].equals(Integer.toString(number)))
                .findFirst();
    }

    /// Where the user is at home in the image.
    Optional<String> home(int user) {
        return entry(passwd, 2, user)
                .filter(line -> line.length >= 6 && line[5].startsWith("/"))
                .map(line -> line[5]);
    }

    /// `passwd` with the user in it, at home there.
    String passwdWith(Insider insider, String home) {
        var lines = new ArrayList<String>();
        var shell = "/bin/sh";
        for (var line : passwd) {
            var parts = line.split(":", -1);
            if (parts.length >= 7 && parts[2].equals(Integer.toString(insider.user()))) {
                shell = parts[6];
            } else if (!parts[0].equals(insider.name())) {
                lines.add(line);
            }
        }
        lines.addFirst("%s:x:%d:%d::%s:%s"
                .formatted(insider.name(), insider.user(), insider.group(), home.replace(':', '_'), shell));
        return String.join("\n", lines) + "\n";
    }

    String groupWith(Insider insider) {
        var lines = new ArrayList<>(group);
        if (entry(group, 2, insider.group()).isEmpty()) {
            lines.add("%s:x:%d:".formatted(insider.name(), insider.group()));
        }
        return String.join("\n", lines) + "\n";
    }

    /// Who an attempt is inside.
    record Insider(int user, int group, String name) {}
}
