package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.agent.files.Trees;
import org.tombolo.launch.StateFolder;

/// State folders in memory whose agent was deleted with its home: nobody else would ever take them away.
final class LeftStates {
    private static final Logger LOG = LoggerFactory.getLogger(LeftStates.class);
    /// A home that is not there may be on a disk that is not mounted at the moment.
    private static final Duration UNTOUCHED = Duration.ofDays(1);

    private final List<Path> parents;
    private final String prefix;
    private final Clock clock;

    /// @param prefix of the names of this user's folders
    LeftStates(List<Path> parents, String prefix, Clock clock) {
        this.parents = List.copyOf(parents);
        this.prefix = prefix;
        this.clock = clock;
    }

    /// As well as it can be done: an agent starts without it too.
    void sweep() {
        for (var parent : parents) {
            try {
                mine(parent).forEach(this::sweep);
            } catch (IOException e) {
                LOG.warn("cannot look for what agents left in {}: {}", parent, e.getMessage());
            }
        }
    }

    private void sweep(Path folder) {
        try {
            if (isLeft(new StateFolder(folder))) {
                Trees.delete(folder);
                LOG.info("removed {}: its agent's home is gone", folder);
            }
        } catch (IOException e) {
            LOG.warn("cannot tell whether {} is needed: {}", folder, e.getMessage());
        }
    }

    private List<Path> mine(Path parent) throws IOException {
        var found = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(parent, prefix + "*")) {
            for (var each : entries) {
                boolean isOurs = Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                        && Files.isReadable(new StateFolder(each).home());
                if (isOurs) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    private boolean isLeft(StateFolder state) throws IOException {
        var home = Path.of(Files.readString(state.home()).strip());
        var touched = Files.getLastModifiedTime(state.events()).toInstant();
        return !Files.exists(home)
                && touched.plus(UNTOUCHED).isBefore(clock.instant())
                && ProcessIdentity.read(state.supervisor())
                        .filter(ProcessIdentity::isAlive)
                        .isEmpty();
    }
}
