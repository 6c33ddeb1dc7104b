package org.tombolo.sim.drive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tombolo.journal.Batch;
import org.tombolo.journal.Faults;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.state.Entity;
import org.tombolo.sim.story.Story;
import org.tombolo.sim.story.Violation;
import org.tombolo.sim.watch.Witness;

/// Stands between the kernel and its journal: shows each commit to the witness, fails commits, and has the server die
/// around them.
final class JournalFaults implements Faults {
    enum Fails {
        NOT,
        BEFORE,
        AFTER
    }

    private final Witness witness;
    private final Boundaries boundaries;
    private final Story story;
    private Fails next = Fails.NOT;
    private boolean deposed;
    private @Nullable Violation seen;

    JournalFaults(Witness witness, Boundaries boundaries, Story story) {
        this.witness = witness;
        this.boundaries = boundaries;
        this.story = story;
    }

    void failNext(Fails how) {
        next = how;
    }

    /// While a server that does not lead any more tries to write.
    void deposed(boolean now) {
        deposed = now;
    }

    /// What was found while somebody else may have swallowed it.
    void rethrow() {
        if (seen != null) {
            throw seen;
        }
    }

    @Override
    public void beforeAppend(Batch batch) {
        if (deposed) {
            return;
        }
        die(Boundary.BEFORE_COMMIT);
        fail(Fails.BEFORE);
    }

    @Override
    public void afterAppend(Batch batch) {
        if (deposed) {
            seen = new Violation("a deposed leader cannot write", batch.facts().toString());
            throw seen;
        }
        story.tell("commit " + batch.firstSeq() + " " + names(batch));
        try {
            witness.committed(batch);
        } catch (Violation e) {
            seen = e;
            throw e;
        }
        die(Boundary.AFTER_COMMIT);
        fail(Fails.AFTER);
    }

    private static String names(Batch batch) {
        var names = new StringBuilder();
        for (var fact : batch.facts()) {
            names.append(Lines.of(fact)).append("; ");
        }
        return names.toString();
    }

    private void die(Boundary here) {
        if (boundaries.crashesAt(here)) {
            throw new Crash(here);
        }
    }

    private void fail(Fails when) {
        if (next == when) {
            next = Fails.NOT;
            throw new TomboloException(ErrorCode.PAUSED, "the disk is full");
        }
    }

    @Override
    public void beforeSnapshotPart(List<? extends Entity> entities) {
        die(Boundary.IN_SNAPSHOT);
    }

    @Override
    public void beforeSnapshotFinish() {
        die(Boundary.SNAPSHOT_END);
    }
}
