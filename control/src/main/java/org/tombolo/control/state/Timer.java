package org.tombolo.control.state;

import java.time.Instant;
import java.util.Comparator;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TaskId;
import org.tombolo.model.VolumeId;

/// Something that is due at a time.
public record Timer(Instant due, Kind what) implements Comparable<Timer> {
    private static final Comparator<Timer> ORDER =
            Comparator.comparing(Timer::due).thenComparing(timer -> timer.what.key());

    /// What is due. One timer for each key.
    public sealed interface Kind {
        String key();
    }

    /// The attempt has run for as long as it may.
    public record AttemptTimeout(AttemptId attempt) implements Kind {
        @Override
        public String key() {
            return "timeout " + attempt;
        }
    }

    /// The task's wait before its next try is over.
    public record RetryDue(TaskId task) implements Kind {
        @Override
        public String key() {
            return "retry " + task;
        }
    }

    /// The site has been silent for so long that work there may be given up.
    public record SiteLost(SiteId site) implements Kind {
        @Override
        public String key() {
            return "lost " + site;
        }
    }

    /// The answer to a request need not be kept any longer.
    public record RequestOld(String request) implements Kind {
        @Override
        public String key() {
            return "request " + request;
        }
    }

    /// The volume of an ended run is deleted.
    public record VolumeOld(VolumeId volume, SiteId site) implements Kind {
        @Override
        public String key() {
            return "volume " + volume + " " + site;
        }
    }

    @Override
    public int compareTo(Timer other) {
        return ORDER.compare(this, other);
    }
}
