package org.tombolo.model.work;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.tombolo.model.spec.CauseKind;

/// Why an attempt ended.
public sealed interface Cause {
    CauseKind kind();

    /// In words, for people.
    String text();

    default boolean isSuccess() {
        return this instanceof Exit(int code) && code == 0;
    }

    record Exit(int code) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.EXIT;
        }

        @Override
        public String text() {
            return "exit code " + code;
        }
    }

    record Signal(int number) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.SIGNAL;
        }

        @Override
        public String text() {
            return "killed by signal " + number;
        }
    }

    /// @param limitBytes what it had
    record OutOfMemory(long limitBytes) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.OUT_OF_MEMORY;
        }

        @Override
        public String text() {
            return "out of memory (limit %d MiB)".formatted(limitBytes >> 20);
        }
    }

    /// The program ended so, beside a volume that is full: it was told, and may not say so.
    ///
    /// @param volume its name in the workflow
    /// @param bytes  that it holds
    record VolumeFull(int code, String volume, long bytes, long limitBytes) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.EXIT;
        }

        @Override
        public String text() {
            return "exit code %d; volume %s is full: %s of its %s MiB"
                    .formatted(code, volume, mebibytes(bytes), mebibytes(limitBytes));
        }

        private static String mebibytes(long bytes) {
            return String.format(Locale.ROOT, "%.1f", bytes / 1048576.0);
        }
    }

    /// @param whose limit it was, where it was not the workflow's own
    record Timeout(Duration limit, Optional<String> whose) implements Cause {
        public Timeout(Duration limit) {
            this(limit, Optional.empty());
        }

        @Override
        public CauseKind kind() {
            return CauseKind.TIMEOUT;
        }

        @Override
        public String text() {
            return whose.map(who ->
                            "ran into the limit of %d s that %s sets; a `policy.timeout.execute` of its own may be longer"
                                    .formatted(limit.toSeconds(), who))
                    .orElse("ran longer than its timeout of " + limit.toSeconds() + " s");
        }
    }

    record Preempted(String by) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.PREEMPTED;
        }

        @Override
        public String text() {
            return "preempted by " + by;
        }
    }

    /// The machine under it failed.
    record NodeLost(String why) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.NODE_LOST;
        }

        @Override
        public String text() {
            return "its machine was lost: " + why;
        }
    }

    /// The site did not take it.
    record Refused(String why) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.REFUSED;
        }

        @Override
        public String text() {
            return "refused by the site: " + why;
        }
    }

    /// Somebody asked for its end.
    record Stopped(String why) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.STOPPED;
        }

        @Override
        public String text() {
            return "stopped: " + why;
        }
    }

    /// Nobody knows; it was fenced.
    record Lost(String why) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.LOST;
        }

        @Override
        public String text() {
            return "lost: " + why;
        }
    }

    record StagingFailed(String why) implements Cause {
        @Override
        public CauseKind kind() {
            return CauseKind.STAGING_FAILED;
        }

        @Override
        public String text() {
            return "staging failed: " + why;
        }
    }
}
