package org.tombolo.control.command;

import java.time.Duration;
import org.tombolo.control.door.Request;
import org.tombolo.control.reconcile.Answer;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.control.reconcile.Report;
import org.tombolo.control.state.Timer;
import org.tombolo.model.FactoryId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;

/// What enters the loop's queue.
public sealed interface Command {
    /// People ask.
    record Asked(Request request) implements Command {}

    /// A call to a site came back.
    record Returned(Issued issued, Answer answer) implements Command {}

    /// A reconciler knows something.
    record Reported(Report report) implements Command {}

    /// A timer is due.
    record Due(Timer.Kind what) implements Command {}

    /// The server has started with this site in its settings.
    record Connect(SiteId site, String engine, Duration lostAfter) implements Command {}

    /// The first start: who the factory is, its first user, who is its operator, and that user's project.
    record Found(FactoryId factory, UserId first, ProjectId project, String token, String sha256) implements Command {}
}
