package org.tombolo.control.door;

/// Where the journal stood: (epoch, seq), as every answer carries it.
public record Version(long epoch, long seq) implements Comparable<Version> {
    public static final Version NONE = new Version(0, 0);

    @Override
    public int compareTo(Version other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(seq, other.seq);
    }
}
