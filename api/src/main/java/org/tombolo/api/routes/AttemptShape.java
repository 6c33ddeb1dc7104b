package org.tombolo.api.routes;

import java.util.Optional;
import org.tombolo.control.door.AttemptView;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.AttemptState;
import org.tombolo.model.state.AttemptState.Accepted;
import org.tombolo.model.state.AttemptState.Ended;
import org.tombolo.model.state.AttemptState.Placed;
import org.tombolo.model.state.AttemptState.Running;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Progress;
import org.tombolo.model.work.Remarks;
import org.tombolo.model.work.Waits;
import org.tombolo.model.work.Whereabouts;

/// Attempts as the API shows them.
final class AttemptShape {
    private AttemptShape() {}

    static org.tombolo.wire.run.Attempt of(AttemptView view) {
        return of(view.attempt(), Optional.of(view.address()), view.remarks());
    }

    static org.tombolo.wire.run.Attempt of(Attempt attempt, Optional<String> address) {
        return of(attempt, address, Remarks.NONE);
    }

    private static org.tombolo.wire.run.Attempt of(Attempt attempt, Optional<String> address, Remarks remarks) {
        var progress = remarks.progress();
        var grant = attempt.grant();
        var ended = attempt.state() instanceof Ended end ? Optional.of(end) : Optional.<Ended>empty();
        return new org.tombolo.wire.run.Attempt(
                attempt.id().job().name(),
                attempt.id().task().index(),
                attempt.id().attempt(),
                word(attempt),
                attempt.site().value(),
                attempt.where()
                        .map(Whereabouts::node)
                        .or(() -> Optional.of(grant.host()))
                        .filter(host -> !host.isEmpty()),
                address.filter(each -> !each.isEmpty()),
                grant.cores(),
                grant.memoryBytes(),
                grant.devices(),
                attempt.ports(),
                attempt.placedAt(),
                attempt.startedAt(),
                ended.map(Ended::at),
                ended.map(end -> Words.of(end.cause().kind())),
                ended.flatMap(end -> exitCode(end.cause())),
                ended.map(end -> end.cause().text()),
                ended.flatMap(end -> end.usage().cpu()).map(cpu -> cpu.toMillis()),
                ended.flatMap(end -> end.usage().memoryPeakBytes()),
                progress.map(Progress::step).map(Words::of),
                ended.flatMap(end -> end.usage().movedBytes()).or(() -> progress.map(Progress::bytes)),
                progress.map(Progress::ofBytes).filter(bytes -> bytes > 0),
                ended.map(Ended::fenced).orElse(false),
                attempt.startedAt().isEmpty() ? remarks.waits().map(Waits::why) : Optional.empty(),
                ended.isEmpty() ? remarks.endsBy() : Optional.empty());
    }

    private static String word(Attempt attempt) {
        if (attempt.isActive() && attempt.stop().isPresent()) {
            return "stopping";
        }
        AttemptState state = attempt.state();
        return switch (state) {
            case Placed() -> "placed";
            case Accepted() -> "accepted";
            case Running running -> running.ready() ? "ready" : "running";
            case Ended _ -> "ended";
        };
    }

    private static Optional<Integer> exitCode(Cause cause) {
        if (cause instanceof Cause.VolumeFull full) {
            return Optional.of(full.code());
        }
        return cause instanceof Cause.Exit(int code) ? Optional.of(code) : Optional.empty();
    }
}
