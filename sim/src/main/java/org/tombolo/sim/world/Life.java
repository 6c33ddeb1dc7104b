package org.tombolo.sim.world;

import org.jspecify.annotations.Nullable;
import org.tombolo.model.AttemptId;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;

/// User code that runs, or ran, as the process itself wrote it down.
public final class Life {
    private final AttemptId attempt;
    private final int incarnation;
    private final SiteId site;
    private final Grant grant;
    private final NodeSpec node;
    private final long startedAt;
    private boolean wasReady;
    private long endedAt = -1;
    private @Nullable Cause cause;

    Life(AttemptId attempt, int incarnation, SiteId site, Grant grant, NodeSpec node, long startedAt) {
        this.attempt = attempt;
        this.incarnation = incarnation;
        this.site = site;
        this.grant = grant;
        this.node = node;
        this.startedAt = startedAt;
    }

    public AttemptId attempt() {
        return attempt;
    }

    public int incarnation() {
        return incarnation;
    }

    public SiteId site() {
        return site;
    }

    public Grant grant() {
        return grant;
    }

    public NodeSpec node() {
        return node;
    }

    public long startedAt() {
        return startedAt;
    }

    public boolean isAlive() {
        return endedAt < 0;
    }

    public boolean wasReady() {
        return wasReady;
    }

    public boolean succeeded() {
        return cause != null && cause.isSuccess();
    }

    void ready() {
        wasReady = true;
    }

    void end(long at, Cause why) {
        endedAt = at;
        cause = why;
    }

    @Override
    public String toString() {
        return attempt + "#" + incarnation + " at " + site + "/" + grant.host() + " since " + startedAt;
    }
}
