package org.tombolo.agent;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.launch.SupervisorEvent;
import org.tombolo.launch.Unprepared;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Usage;
import org.tombolo.wire.agent.AttemptStatus.State;

/// How attempts begin and end, from what the supervisor wrote or the agent decided. Late and repeated news change
/// nothing.
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private static final int LAST_SIGNAL = 64;

    private final Board board;
    private final Boot boot;
    private final Verdicts verdicts;
    private final Sweeper sweeper;
    private final Probing probing;
    private final Exposing exposing;
    private final Vault vault;
    private final FullVolumes full;
    private final Clock clock;

    Endings(
            Board board,
            Boot boot,
            Verdicts verdicts,
            Sweeper sweeper,
            Probing probing,
            Exposing exposing,
            Vault vault,
            FullVolumes full,
            Clock clock) {
        this.board = board;
        this.boot = boot;
        this.verdicts = verdicts;
        this.sweeper = sweeper;
        this.probing = probing;
        this.exposing = exposing;
        this.vault = vault;
        this.full = full;
        this.clock = clock;
    }

    void began(Entry entry, SupervisorEvent.Started event) {
        board.move(entry, each -> {
            if (each.phase.compareTo(Entry.Phase.RUNNING) < 0) {
                each.phase = Entry.Phase.RUNNING;
                each.state = new State.Running(boot.at(event.at()), !each.isProbed());
            }
        });
        if (entry.phase == Entry.Phase.RUNNING && entry.isProbed()) {
            probing.watch(entry);
        }
        if (entry.phase == Entry.Phase.RUNNING) {
            exposing.watch(entry);
        }
    }

    /// @param swept whether nothing of it can be left
    void ended(Entry entry, SupervisorEvent.Ended event, boolean swept) {
        var end = new State.Ended(
                Optional.of(boot.at(event.began())),
                boot.at(event.ended()),
                cause(entry, event),
                new Usage(event.cpu(), event.peakBytes()));
        finish(entry, end, swept);
    }

    /// Its shell was killed beside it: how it ended nobody knows, and what is left of it must go.
    void orphaned(Entry entry) {
        var end = new State.Ended(
                entry.running().map(State.Running::since),
                clock.instant(),
                stoppedOr(entry, new Cause.Lost("the supervisor's shell that ran it was killed")),
                Usage.UNKNOWN);
        write(entry, end);
        finish(entry, end, false);
    }

    /// It ends without having begun.
    void never(Entry entry, Cause cause) {
        if (entry.phase.compareTo(Entry.Phase.RUNNING) < 0) {
            var end = new State.Ended(
                    Optional.empty(), clock.instant(), stoppedOr(entry, covered(entry, cause)), Usage.UNKNOWN);
            write(entry, end);
            finish(entry, end, true);
        }
    }

    /// The agent did it itself.
    void done(Entry entry, State.Ended told) {
        if (entry.phase.compareTo(Entry.Phase.SWEEPING) >= 0) {
            return;
        }
        var end = new State.Ended(told.startedAt(), told.at(), covered(entry, told.cause()), told.usage());
        write(entry, end);
        finish(entry, end, true);
    }

    /// An end that the supervisor of an earlier boot wrote down.
    void saw(Entry entry, SupervisorEvent.Ended event) {
        var now = clock.instant(); // its times are those of a clock that is gone
        done(
                entry,
                new State.Ended(Optional.of(now), now, cause(entry, event), new Usage(event.cpu(), event.peakBytes())));
    }

    void lost(Entry entry, Cause cause) {
        done(entry, new State.Ended(Optional.empty(), clock.instant(), cause, Usage.UNKNOWN));
    }

    private void finish(Entry entry, State.Ended end, boolean swept) {
        board.move(entry, each -> {
            if (each.phase.compareTo(Entry.Phase.SWEEPING) >= 0) {
                return;
            }
            if (swept) {
                each.phase = Entry.Phase.ENDED;
                each.state = end;
            } else {
                each.phase = Entry.Phase.SWEEPING;
                sweeper.add(each, end);
            }
        });
    }

    private void write(Entry entry, State.Ended end) {
        try {
            verdicts.write(entry.label, end);
        } catch (IOException e) {
            LOG.warn("{}: its end cannot be written down: {}", entry.label, e.getMessage());
        }
    }

    private Cause cause(Entry entry, SupervisorEvent.Ended event) {
        if (entry.unprepared != null) {
            return new Cause.StagingFailed(Unprepared.words(entry.unprepared));
        }
        if (event.oomKills() > 0 && event.status() != 0) {
            return new Cause.OutOfMemory(entry.member.grant().memoryBytes());
        }
        return stoppedOr(
                entry,
                event.signalled() || isToldBySignal(entry, event.status())
                        ? new Cause.Signal(event.status() - 128)
                        : exit(entry, event.status()));
    }

    private Cause exit(Entry entry, int status) {
        return Optional.of(status)
                .filter(code -> code != 0)
                .flatMap(code -> full.beside(entry, code))
                .orElse(new Cause.Exit(status));
    }

    /// A container runtime that waits beside the attempt ends like a shell: 128 and the number of the signal.
    private static boolean isToldBySignal(Entry entry, int status) {
        return status > 128
                && status <= 128 + LAST_SIGNAL
                && LaunchPlans.image(entry.order).isPresent();
    }

    /// The words of whoever could not stage may hold what they were given to open something.
    private Cause covered(Entry entry, Cause cause) {
        return cause instanceof Cause.StagingFailed(var why)
                ? new Cause.StagingFailed(vault.mask(entry.order).cover(why))
                : cause;
    }

    private static Cause stoppedOr(Entry entry, Cause cause) {
        return entry.stopped == null ? cause : new Cause.Stopped(entry.stopped);
    }
}
