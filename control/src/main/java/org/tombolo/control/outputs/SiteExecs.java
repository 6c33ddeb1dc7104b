package org.tombolo.control.outputs;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.tombolo.control.door.Execs;
import org.tombolo.engine.Engine;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.ExecOrder;
import org.tombolo.model.work.ExecPiece;

/// Asks the loop where an attempt is, then its engine.
///
/// @param holders the engine of the site that may hold an attempt
public record SiteExecs(Function<AttemptId, Optional<Engine>> holders) implements Execs {
    @Override
    public Exec start(AttemptId attempt, ExecOrder order) {
        var engine = holders.apply(attempt)
                .orElseThrow(() ->
                        new TomboloException(ErrorCode.CONFLICT, "%s does not run: it has ended".formatted(attempt)));
        return new OfSite(engine.exec(attempt, order));
    }

    private record OfSite(org.tombolo.engine.Exec exec) implements Exec {
        @Override
        public ExecPiece read(long offset, Duration atMost) {
            return exec.read(offset, atMost);
        }

        @Override
        public long write(long offset, byte[] bytes, boolean end) {
            return exec.write(offset, bytes, end);
        }

        @Override
        public void resize(ExecOrder.Size size) {
            exec.resize(size);
        }

        @Override
        public void end() {
            exec.end();
        }
    }
}
