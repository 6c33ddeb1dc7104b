package org.tombolo.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.launch.HomeFolder;

/// What was done for an order before and beside its processes: images, transfers. All attempts of the order have it.
final class StageLog {
    private static final Logger LOG = LoggerFactory.getLogger(StageLog.class);

    private final HomeFolder home;
    private final Clock clock;

    StageLog(HomeFolder home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /// A line with its time. Nobody fails for want of it.
    void say(Order order, String what) {
        var line = clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + what + "\n";
        try {
            Files.writeString(
                    file(home, order),
                    line,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.debug("order {}: {}", order.number(), e.toString());
        }
    }

    static Path file(HomeFolder home, Order order) {
        return home.order(order.number()).resolve("stage.log");
    }
}
