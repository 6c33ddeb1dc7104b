package org.tombolo.sim.mutation;

import java.util.List;
import org.tombolo.sim.mutation.Change.Body;
import org.tombolo.sim.mutation.Change.Redirect;
import org.tombolo.sim.mutation.Change.Skip;

/// The bugs that are planted, one after the other: those that such systems are known to have had.
final class Catalogue {
    static final List<Mutation> ALL = List.of(
            Mutation.of(
                    "lost-fence",
                    "work at a silent site is replaced before its walltime is over",
                    new Body("control.sites.Fence", "isOver", "yes")),
            Mutation.of(
                    "silent-site-ends-tasks",
                    "work at a silent site is replaced though its file does not permit it",
                    new Body("control.sites.Fence", "mayRestart", "yes")),
            Mutation.of(
                    "pending-replaced",
                    "work that is pending at a silent site is replaced",
                    new Redirect("control.sites.Fence", "why", "Attempt.startedAt", "startedOrPlaced")),
            Mutation.of(
                    "early-reply",
                    "what failed to be written is acknowledged",
                    new Redirect("control.loop.Kernel", "commit", "Journal.append", "appendOrNot")),
            Mutation.of(
                    "write-behind",
                    "replies and calls come before the commit",
                    new Redirect("control.loop.Kernel", "commit", "Journal.append", "appendLater")),
            Mutation.of(
                    "no-find-after-crash",
                    "after a crash what may have been submitted is taken for not submitted",
                    new Redirect("control.reconcile.Submissions", "<init>", "Optional.orElse", "nobody")),
            Mutation.of(
                    "unknown-is-no",
                    "an uncertain submit is taken for none",
                    new Skip("control.reconcile.Submissions", "submitted", "LinkedHashSet.add"),
                    new Skip("control.reconcile.Submissions", "submitted", "LinkedHashSet.addAll")),
            Mutation.of("forgotten-timers", "no timer is set", new Skip("control.state.State", "put", "Timers.set")),
            Mutation.of(
                    "forgotten-timeout",
                    "an attempt runs for as long as it likes",
                    new Skip("control.state.State", "timeout", "Timers.set")),
            Mutation.of(
                    "hash-order",
                    "jobs are settled in the order of a hash set",
                    new Redirect("control.state.Dirty", "takeJob", "removeFirst", "anyOf")),
            Mutation.of(
                    "not-queued-again",
                    "a task whose wait is over is not queued",
                    new Skip("control.state.LiveJob", "put", "TreeSet.add")),
            Mutation.of(
                    "failed-is-finished",
                    "a dependency on success holds after a failure",
                    new Body("control.runs.Dependencies", "holds", "holds")),
            Mutation.of(
                    "staging-ignored",
                    "jobs do not wait for what they mount to be staged",
                    new Redirect("control.runs.Dependencies", "of", "Shapes.mounts", "no")),
            Mutation.of(
                    "one-core-too-many",
                    "one core that is taken counts as free",
                    new Redirect("placement.Room", "take", "TreeSet.removeAll", "allButOne"),
                    new Body("placement.Room", "require", "nothing")),
            Mutation.of(
                    "port-twice",
                    "a port that is taken is allotted again",
                    new Redirect("placement.Room", "freePorts", "TreeSet.contains", "no"),
                    new Body("placement.Room", "require", "nothing")),
            Mutation.of(
                    "not-alone",
                    "others are placed beside what asked for the whole host",
                    new Redirect("control.state.Work", "put", "ResourceSpec.exclusive", "no")),
            Mutation.of(
                    "services-hold-the-queue",
                    "what waits for a service holds up what the service waits for",
                    new Redirect("placement.Room", "willFit", "ArrayList.isEmpty", "yes")),
            Mutation.of(
                    "lane-starts-at-once",
                    "the site is not told what an attempt is behind",
                    new Redirect("control.reconcile.Submissions", "batch", "LiveSite.behind", "nobodyBefore")),
            Mutation.of(
                    "work-taken-for-orphans",
                    "what the site shows is stopped and forgotten as if nobody knew it",
                    new Redirect("control.reconcile.Endings", "observed", "Optional.isEmpty", "yes")),
            Mutation.of(
                    "stale-incarnation",
                    "the end of the incarnation before counts",
                    new Redirect("control.sites.SiteDecisions", "observed", "Observation.current", "all")),
            Mutation.of(
                    "ended-revived",
                    "a late report brings an ended attempt back",
                    new Redirect("control.sites.Sightings", "facts", "Attempt.isActive", "active"),
                    new Redirect("control.state.State", "attemptMoved", "Attempt.after", "revived")),
            Mutation.of(
                    "stop-not-written",
                    "the stop of a run is not in the journal",
                    new Redirect("control.loop.Kernel", "commit", "Turn.facts", "withoutStops")),
            Mutation.of(
                    "stop-not-repeated",
                    "a stop that was lost on its way is not sent again",
                    new Redirect("control.reconcile.Endings", "due", "Instant.plus", "never"),
                    new Skip("control.reconcile.Endings", "stopped", "LinkedHashMap.remove")),
            Mutation.of(
                    "snapshot-without-volumes",
                    "a snapshot misses one kind of entity",
                    new Skip("control.state.Work", "entities", "List.addAll")),
            Mutation.of(
                    "no-history",
                    "what leaves the live state leaves no row",
                    new Body("control.loop.Histories", "rows", "noRows")),
            Mutation.of(
                    "request-not-remembered",
                    "a repeated request is a new one",
                    new Redirect("control.loop.Decisions", "once", "Directory.request", "unheardOf")),
            Mutation.of(
                    "concurrency-off-by-one",
                    "one task more of an array than its concurrency",
                    new Redirect("control.state.LiveJob", "wantsPlace", "LiveJob.concurrency", "oneMore")),
            Mutation.of(
                    "one-retry-too-many",
                    "a task is tried once more than its file says",
                    new Redirect("control.runs.Retries", "again", "RetrySpec.attempts", "oneMore")),
            Mutation.of(
                    "back-off-ignored",
                    "a task is tried again at once",
                    new Body("control.runs.Retries", "backoff", "atOnce")),
            Mutation.of(
                    "memory-grows-twice",
                    "memory grows when the wait begins and when it ends",
                    new Redirect("control.state.State", "taskDelayed", "Task.phase", "trying")),
            Mutation.of(
                    "deposed-leader-writes",
                    "the journal does not look at the epoch",
                    new Body("journal.MemoryJournal", "checkEpoch", "nothing")),
            Mutation.of(
                    "site-stays-silent",
                    "a site that answers again counts as silent",
                    new Redirect("control.sites.SiteDecisions", "returned", "Optional.isPresent", "no")),
            Mutation.of(
                    "time-goes-back",
                    "the kernel takes the machine's clock as it is",
                    new Redirect("control.loop.Kernel", "turn", "Instant.isAfter", "later")));

    private Catalogue() {}
}
