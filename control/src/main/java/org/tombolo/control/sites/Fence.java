package org.tombolo.control.sites;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.tombolo.control.command.Decision;
import org.tombolo.control.state.LiveSite;
import org.tombolo.control.state.State;
import org.tombolo.model.SiteId;
import org.tombolo.model.fact.AttemptFenced;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.state.Attempt;

/// Giving up attempts at a silent site. Only one that has started, and only when it cannot run any more (its timeout
/// and the kill after it have
/// passed) or when the file lets it be restarted and the site has been silent for `lost-after`. One that was still
/// pending there is never
/// given up: it might start at any time.
public final class Fence {
    /// Between a site's polite signal and its kill.
    private static final Duration KILL_TIME = Duration.ofSeconds(30);

    private Fence() {}

    /// A site has been silent for as long as its settings allow.
    public static Decision lost(State state, SiteId id, Instant now) {
        var site = state.work()
                .findSite(id)
                .filter(live -> live.site().silentSince().isPresent());
        if (site.isEmpty()) {
            return Decision.nothing();
        }
        var facts = new ArrayList<Fact>();
        for (var attempt : site.get().attempts()) {
            why(state, site.get(), attempt, now).ifPresent(why -> facts.add(new AttemptFenced(attempt.id(), why)));
        }
        return new Decision.Write(facts, "");
    }

    private static Optional<String> why(State state, LiveSite site, Attempt attempt, Instant now) {
        var started = attempt.startedAt();
        var node = state.work().findJob(attempt.id().job()).map(job -> job.spec());
        if (!attempt.isActive() || started.isEmpty() || node.isEmpty()) {
            return Optional.empty();
        }
        var since = site.site().silentSince().orElseThrow();
        if (isOver(node.get().policy(), started.get(), now)) {
            return Optional.of("site %s is silent since %s, and its timeout is over".formatted(site.id(), since));
        }
        return mayRestart(node.get())
                ? Optional.of("site %s is silent since %s".formatted(site.id(), since))
                : Optional.empty();
    }

    private static boolean isOver(PolicySpec policy, Instant started, Instant now) {
        return policy.timeout()
                .map(limit -> started.plus(limit).plus(KILL_TIME).isBefore(now))
                .orElse(false);
    }

    private static boolean mayRestart(NodeSpec node) {
        return node.policy()
                .restart()
                .map(restart -> restart == PolicySpec.Restart.ON_NODE_FAULT)
                .orElse(node instanceof ServiceSpec);
    }
}
