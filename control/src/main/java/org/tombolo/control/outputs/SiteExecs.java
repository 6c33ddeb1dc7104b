package org.tombolo.control.outputs;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.tombolo.control.door.Execs;
import org.tombolo.control.door.Outputs;
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
        return new OfSite(holder(attempt).exec(attempt, order));
    }

    private Engine holder(AttemptId attempt) {
        return holders.apply(attempt)
                .orElseThrow(() ->
                        new TomboloException(ErrorCode.CONFLICT, "%s does not run: it has ended".formatted(attempt)));
    }

    @Override
    public Optional<Outputs.Item> list(AttemptId attempt, String path) {
        return holder(attempt)
                .list(attempt, path)
                .map(found -> new Outputs.Item(found.folder(), found.size(), found.executable(), found.entries()));
    }

    @Override
    public byte[] read(AttemptId attempt, String path, long offset, int max) {
        return holder(attempt).read(attempt, path, offset, max);
    }

    @Override
    public void write(AttemptId attempt, String path, String upload, InputStream bytes, boolean executable) {
        var engine = holder(attempt);
        Pieces.send(path, bytes, executable, (at, piece, last) -> engine.write(attempt, path, upload, at, piece, last));
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
