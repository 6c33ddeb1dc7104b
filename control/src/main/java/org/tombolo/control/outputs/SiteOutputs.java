package org.tombolo.control.outputs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tombolo.blobs.Blobs;
import org.tombolo.control.door.Outputs;
import org.tombolo.engine.Engine;
import org.tombolo.engine.LogStream;
import org.tombolo.journal.History;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.work.LogObject;

/// Asks the loop where something is, then its engine for the bytes; of what has left its site, `blobs`.
public final class SiteOutputs implements Outputs {
    private final Function<AttemptId, Optional<Engine>> holders;
    private final Function<VolumeId, Optional<Engine>> keepers;
    private final History history;
    private final Blobs blobs;

    /// @param holders the engine of the site that may hold an attempt
    /// @param keepers the engine of the site where a volume is
    public SiteOutputs(
            Function<AttemptId, Optional<Engine>> holders,
            Function<VolumeId, Optional<Engine>> keepers,
            History history,
            Blobs blobs) {
        this.holders = holders;
        this.keepers = keepers;
        this.history = history;
        this.blobs = blobs;
    }

    @Override
    public Piece logs(AttemptId attempt, Stream stream, long offset, int max) {
        var engine = holders.apply(attempt);
        if (engine.isPresent()) {
            try {
                var chunk = engine.get().logs(attempt, of(stream), 0, offset, max);
                return new Piece(chunk.bytes(), chunk.next(), chunk.firstKept(), chunk.ended());
            } catch (TomboloException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw e;
                }
                // not there yet, or forgotten since we asked
            }
        }
        return kept(attempt, stream, offset, max, engine.isPresent());
    }

    private Piece kept(AttemptId attempt, Stream stream, long offset, int max, boolean isLive) {
        var ended = history.attempt(attempt);
        if (ended.isEmpty()) {
            if (isLive) {
                return new Piece(new byte[0], offset, 0, false);
            }
            throw new TomboloException(ErrorCode.NOT_FOUND, "no attempt " + attempt);
        }
        var name = stream == Stream.OUT ? "out" : "err";
        return ended.get().logs().stream()
                .filter(log -> log.stream().equals(name))
                .findFirst()
                .map(log -> piece(log, offset, max))
                .orElseGet(() -> new Piece(new byte[0], offset, 0, true));
    }

    private Piece piece(LogObject log, long offset, int max) {
        long from = Math.max(offset, log.firstOffset());
        if (from >= log.endOffset()) {
            return new Piece(new byte[0], log.endOffset(), log.firstOffset(), true);
        }
        int length = (int) Math.min(max, log.endOffset() - from);
        try (var bytes = blobs.open(log.digest(), from - log.firstOffset(), length)) {
            var read = bytes.readNBytes(length);
            long next = from + read.length;
            return new Piece(read, next, log.firstOffset(), next >= log.endOffset());
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.INTERNAL, "log object %s: %s".formatted(log.digest(), e), e);
        }
    }

    private static LogStream of(Stream stream) {
        return switch (stream) {
            case OUT -> LogStream.OUT;
            case ERR -> LogStream.ERR;
        };
    }

    @Override
    public Optional<Item> list(VolumeId volume, String path) {
        return keepers.apply(volume)
                .flatMap(engine -> engine.list(volume, path))
                .map(found -> new Item(found.folder(), found.size(), found.executable(), List.copyOf(found.entries())));
    }

    @Override
    public byte[] read(VolumeId volume, String path, long offset, int max) {
        var engine = keepers.apply(volume)
                .orElseThrow(() -> new TomboloException(ErrorCode.NOT_FOUND, "no volume " + volume));
        return engine.read(volume, path, offset, max);
    }
}
