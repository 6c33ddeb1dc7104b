package org.tombolo.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The machine's time since its boot, and which boot that was.
final class Boot {
    private static final Path UPTIME = Path.of("/proc/uptime");

    /// Further apart than reading two clocks one after the other can be.
    private static final Duration SET = Duration.ofMillis(500);

    private final Path bootId;
    private final Clock clock;
    private @Nullable Instant anchor;
    /// By our clock, when the monotonic one was zero, as it was when the machine was last asked.
    private @Nullable Instant seenAt;

    Boot(Path bootId, Clock clock) {
        this.bootId = bootId;
        this.clock = clock;
    }

    String id() {
        try {
            return KernelFile.text(bootId).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("boot id " + bootId, e);
        }
    }

    /// When that was, by our clock. Never later than now. The same time of the machine is always the same instant,
    /// unless our clock was set meanwhile.
    synchronized Instant at(Duration uptime) {
        var now = clock.instant();
        // Asking the machine costs more than all the rest: only when our clock has left the monotonic one.
        var sinceJvm = now.minusNanos(System.nanoTime());
        if (anchor == null || seenAt == null || isApart(seenAt, sinceJvm)) {
            var seen = now.minus(now());
            if (anchor == null || isApart(anchor, seen)) {
                anchor = seen;
            }
            seenAt = sinceJvm;
        }
        var then = anchor.plus(uptime);
        return then.isAfter(now) ? now : then;
    }

    private static boolean isApart(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SET) > 0;
    }

    private static Duration now() {
        try {
            var text = KernelFile.text(UPTIME);
            var seconds = text.substring(0, text.indexOf(' '));
            int point = seconds.indexOf('.');
            return Duration.ofSeconds(Long.parseLong(seconds.substring(0, point)))
                    .plusMillis(10L * Integer.parseInt(seconds.substring(point + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(UPTIME.toString(), e);
        }
    }
}
