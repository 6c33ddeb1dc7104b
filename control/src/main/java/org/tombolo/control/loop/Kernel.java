package org.tombolo.control.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.control.command.Command;
import org.tombolo.control.command.Decision;
import org.tombolo.control.command.Turn;
import org.tombolo.control.door.Version;
import org.tombolo.control.placements.Planner;
import org.tombolo.control.placements.Scheduler;
import org.tombolo.control.placements.SiteChooser;
import org.tombolo.control.placements.Storage;
import org.tombolo.control.reconcile.Answer;
import org.tombolo.control.reconcile.Issued;
import org.tombolo.control.reconcile.Reconciler;
import org.tombolo.control.reconcile.Report;
import org.tombolo.control.runs.RunDecisions;
import org.tombolo.control.runs.Settlement;
import org.tombolo.control.state.State;
import org.tombolo.control.state.Timer;
import org.tombolo.control.volumes.VolumeDecisions;
import org.tombolo.engine.Capabilities;
import org.tombolo.journal.Batch;
import org.tombolo.journal.Journal;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.fact.Fact;

/// One turn after the other: decide on each command, apply its facts at once, settle what follows, place what can be
/// placed, commit all of it
/// in one transaction, release. No thread, no clock: `now` is given. Confined to the loop's thread, or to the
/// simulator.
///
/// When a turn fails, the live state is not to be trusted any more: the kernel is thrown away and a new one recovers
/// from the journal.
public final class Kernel {
    private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);
    private static final int TIMERS = 1_000;
    private static final Duration LOST_AGAIN = Duration.ofMinutes(1);

    private final Journal journal;
    private final long epoch;
    private final State state;
    private final Decisions decisions;
    private final Settlement settlement;
    private final Planner planner;
    private final LinkedHashMap<SiteId, Reconciler> reconcilers = new LinkedHashMap<>();
    private final List<Command> reports = new ArrayList<>();
    private long seq;
    private boolean placesMore;

    private Kernel(Journal journal, long epoch, Recovered recovered, SequencedMap<SiteId, Capabilities> sites) {
        this.journal = journal;
        this.epoch = epoch;
        this.state = recovered.state();
        this.seq = recovered.seq();
        var chooser = new SiteChooser(sites);
        var storage = new Storage(sites);
        this.planner = new Planner(chooser, storage);
        this.decisions = new Decisions(new RunDecisions(planner), new VolumeDecisions(storage));
        this.settlement = new Settlement(chooser, storage);
        for (var site : sites.sequencedKeySet()) {
            reconcilers.put(site, new Reconciler(site, state, epoch));
        }
        state.work().sites().stream()
                .filter(site -> !sites.containsKey(site.id()))
                .map(site -> new Report.Silent(site.id(), state.clock().now()))
                .forEach(left -> reports.add(new Command.Reported(left)));
    }

    /// Reads the state back from the journal.
    ///
    /// @param epoch of the lease that is held
    /// @param sites of the settings, with what each can carry out; any other counts as silent
    public static Kernel recover(Journal journal, long epoch, SequencedMap<SiteId, Capabilities> sites) {
        return new Kernel(journal, epoch, Recovered.from(journal), sites);
    }

    /// What a turn leads to, once it is committed.
    ///
    /// @param replies one for each command that was given, in order
    /// @param calls   to be carried out; their answers come back as commands
    /// @param changed runs whose view is another one now
    public record Released(List<Decision> replies, List<Issued> calls, SequencedSet<RunId> changed) {
        public Released {
            replies = List.copyOf(replies);
            calls = List.copyOf(calls);
        }
    }

    /// @param now not before that of the last turn
    public Released turn(List<Command> commands, Instant now) {
        var time = now.isAfter(state.clock().now()) ? now : state.clock().now();
        var turn = new Turn(state, time);
        var known = List.copyOf(reports);
        reports.clear();
        var due = state.timers().take(time, TIMERS);
        Stream.concat(known.stream(), due.stream().map(Command.Due::new)).forEach(command -> carryOut(command, turn));
        due.stream().filter(Timer.SiteLost.class::isInstance).forEach(lost -> lookAgain((Timer.SiteLost) lost, time));
        var replies = commands.stream().map(command -> carryOut(command, turn)).toList();
        if (state.dirty().takeRoom() || placesMore) {
            placesMore = Scheduler.place(turn);
            settlement.settle(turn);
        }
        commit(turn);
        return new Released(replies, reconcile(time), seen());
    }

    private void lookAgain(Timer.SiteLost lost, Instant now) {
        state.work()
                .findSite(lost.site())
                .filter(site -> site.site().silentSince().isPresent())
                .ifPresent(_ -> state.timers().again(now.plus(LOST_AGAIN), lost));
    }

    private Decision carryOut(Command command, Turn turn) {
        if (command instanceof Command.Returned(var issued, var answer)) {
            var reconciler = reconcilers.get(issued.site());
            if (reconciler == null || !reconciler.returned(issued, answer, state, turn.now())) {
                return Decision.nothing(); // it came before, and what it says may be out of date
            }
            if (answer instanceof Answer.Observed(var observation)) {
                observation.seen().forEach(each -> state.remarked(issued.site(), each.attempt(), each.remarks()));
            }
        }
        Decision decision;
        try {
            decision = decisions.decide(state, command, turn.now());
        } catch (RuntimeException e) {
            LOG.error("cannot decide on {}", command.getClass().getSimpleName(), e);
            return Decision.refuse(ErrorCode.INTERNAL, "a defect of Tombolo; the server's log has the details");
        }
        if (decision instanceof Decision.Write(List<Fact> facts, var _)) {
            facts.forEach(turn::write);
            settlement.settle(turn);
        }
        return decision;
    }

    private void commit(Turn turn) {
        var history = Histories.rows(state.takeDeparted());
        if (!turn.facts().isEmpty()) {
            journal.append(epoch, new Batch(seq + 1, turn.now(), turn.facts(), history));
            seq += turn.facts().size();
        }
    }

    private List<Issued> reconcile(Instant now) {
        var calls = new ArrayList<Issued>();
        for (var reconciler : reconcilers.values()) {
            var step = reconciler.step(state, now);
            calls.addAll(step.calls());
            step.reports().forEach(report -> reports.add(new Command.Reported(report)));
        }
        return calls;
    }

    private SequencedSet<RunId> seen() {
        var changed = state.dirty().takeSeen();
        changed.forEach(id -> state.work().findRun(id).ifPresent(run -> run.changed(seq)));
        return changed;
    }

    /// When the next turn is due though nothing comes in.
    public Instant wakeAt(Instant now) {
        if (!reports.isEmpty() || placesMore) {
            return now;
        }
        var wake = state.timers().next().orElse(Instant.MAX);
        for (var reconciler : reconcilers.values()) {
            var next = reconciler.wakeAt(now);
            wake = next.isBefore(wake) ? next : wake;
        }
        return wake;
    }

    public Version version() {
        return new Version(epoch, seq);
    }

    /// For reading only, by the thread that makes the turns.
    public State state() {
        return state;
    }

    public Planner planner() {
        return planner;
    }

    public Optional<Reconciler> reconciler(SiteId site) {
        return Optional.ofNullable(reconcilers.get(site));
    }
}
