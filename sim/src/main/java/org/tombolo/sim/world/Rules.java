package org.tombolo.sim.world;

import org.tombolo.model.AttemptId;
import org.tombolo.model.VolumeId;

/// Asked by a site at what it is told to do.
public interface Rules {
    /// User code begins.
    void starts(Life life);

    /// The site is told to end this.
    void stops(AttemptId attempt);

    /// The site is told that the end of this is in the journal.
    void forgets(AttemptId attempt);

    /// The site is told that nobody needs the volume any more.
    void removes(VolumeId volume);
}
