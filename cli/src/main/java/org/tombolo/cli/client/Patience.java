package org.tombolo.cli.client;

import java.time.Duration;
import java.util.function.Consumer;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// How long a command that follows something holds on while the factory is away: long enough for a restart, or for
/// somebody who sees the message to start it again. It says so once when it goes, and once when it is back.
final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Consumer<String> notes;
    private final Duration limit;
    private Duration pause = FIRST_PAUSE;
    private long awaySince = -1;
    private boolean said;

    Patience(Consumer<String> notes) {
        this(notes, LIMIT);
    }

    Patience(Consumer<String> notes, Duration limit) {
        this.notes = notes;
        this.limit = limit;
    }

    /// The factory answers.
    void answered() {
        if (said) {
            notes.accept("the factory is back");
        }
        awaySince = -1;
        said = false;
        pause = FIRST_PAUSE;
    }

    /// Waits a little, or throws what went wrong: at once if waiting cannot mend it.
    void lost(TomboloException why) throws InterruptedException {
        if (!isPassing(why.code())) {
            throw why;
        }
        long now = System.nanoTime();
        if (awaySince < 0) {
            awaySince = now;
        }
        var away = Duration.ofNanos(now - awaySince);
        if (away.compareTo(limit) > 0) {
            throw new TomboloException(
                    ErrorCode.UNREACHABLE,
                    "%s; given up after %d s. Work goes on without it".formatted(why.getMessage(), limit.toSeconds()),
                    why);
        }
        if (!said && away.toMillis() >= 300) {
            notes.accept("%s; trying again for %d s".formatted(inShort(why), limit.toSeconds()));
            said = true;
        }
        Thread.sleep(pause);
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /// Without the remedy: here it is to wait.
    private static String inShort(TomboloException why) {
        var text = String.valueOf(why.getMessage());
        int remedy = text.indexOf(": start it with");
        return remedy < 0 ? text : text.substring(0, remedy);
    }

    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.UNREACHABLE || code == ErrorCode.PAUSED || code == ErrorCode.BUSY;
    }
}
