package org.tombolo.cli.live;

import org.tombolo.wire.run.Run;

/// What people see of a run while it goes on. Used by one thread.
public interface Progress {
    /// There is a new version.
    void show(Run run);

    /// Some time has passed.
    void tick();

    /// Something to know that is not about a job, such as a factory that does not answer.
    void note(String line);

    /// Nothing more will come; what is on the screen stays.
    void end();
}
