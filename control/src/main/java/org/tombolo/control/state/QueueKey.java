package org.tombolo.control.state;

import java.util.Comparator;

/// A job's place in the queue: by priority, then by order of submission, then by its place in the graph.
record QueueKey(int priority, long run, int job) implements Comparable<QueueKey> {
    private static final Comparator<QueueKey> ORDER = Comparator.comparingInt((QueueKey key) -> -key.priority)
            .thenComparingLong(QueueKey::run)
            .thenComparingInt(QueueKey::job);

    static QueueKey of(LiveJob job) {
        return new QueueKey(
                job.run().run().priority(), job.run().run().order(), job.job().order());
    }

    @Override
    public int compareTo(QueueKey other) {
        return ORDER.compare(this, other);
    }
}
