package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.agent.files.Trees;
import org.tombolo.launch.HomeFolder;

/// The scratch folders of the lanes in control groups. A lane makes its own; what dead ones leave is deleted here.
final class Rooms {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    private final HomeFolder home;

    Rooms(HomeFolder home) {
        this.home = home;
    }

    /// Deletes those of all other lanes. Nothing that those ran may be alive.
    void keepOnly(Collection<Lane> lanes) throws IOException {
        var kept = new HashSet<Path>();
        for (var lane : lanes) {
            if (lane.process != null) {
                kept.add(home.room(lane.number, lane.process.pid(), lane.process.born()));
            }
        }
        try (var folders = Files.newDirectoryStream(home.scratch(), "lane.*")) {
            for (var folder : folders) {
                if (!kept.contains(folder)) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", folder, e.getMessage());
        }
    }
}
