package org.tombolo.journal;

/// Somebody else leads by now: nothing was written.
public final class Deposed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Deposed(long epoch, long current) {
        super("epoch %d is over: the journal is at epoch %d; nothing was written".formatted(epoch, current));
    }
}
