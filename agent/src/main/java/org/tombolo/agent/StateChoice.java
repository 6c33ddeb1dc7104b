package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Where a fresh state folder goes. Memory is faster and is emptied by a reboot, but a login manager may also empty it
/// when its user logs out: so only root, system users and lingering users get it.
final class StateChoice {
    /// First user id of people, on the systems that we know.
    private static final int FIRST_PERSON = 1000;
    private static final int NOBODY = 65534;

    private final AgentSettings settings;
    private final long user;

    StateChoice(AgentSettings settings, long user) {
        this.settings = settings;
        this.user = user;
    }

    /// A folder that did not exist, mode 0700, ours.
    Path make() throws IOException {
        var name = prefix() + HexFormat.of().toHexDigits(System.nanoTime());
        for (var parent : parents()) {
            try {
                return Files.createDirectory(
                        parent.resolve(name),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (IOException e) {
                // the next one
            }
        }
        var fallback = settings.home().resolve("state");
        Files.createDirectories(fallback);
        return Files.createDirectory(fallback.resolve(name));
    }

    String prefix() {
        return "tombolo-%d-".formatted(user);
    }

    List<Path> parents() {
        if (settings.state().isPresent()) {
            return List.of(settings.state().get());
        }
        var parents = new ArrayList<Path>();
        if (user == 0 || user < FIRST_PERSON || user >= NOBODY) {
            parents.add(Path.of("/run"));
            parents.add(Path.of("/dev/shm"));
        } else if (Files.exists(Path.of("/var/lib/systemd/linger", System.getProperty("user.name", "-")))) {
            parents.add(Path.of("/run/user", Long.toString(user)));
            parents.add(Path.of("/dev/shm"));
        }
        return parents.stream().filter(StateChoice::isMemory).toList();
    }

    static boolean isMemory(Path folder) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.isWritable(folder)
                    && Files.getFileStore(folder).type().equals("tmpfs");
        } catch (IOException e) {
            return false;
        }
    }

    /// The numeric id of a file's owner.
    static Optional<Integer> owner(Path file, String attribute) {
        try {
            return Optional.of((Integer) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
