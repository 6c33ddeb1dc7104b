package org.tombolo.control.outputs;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tombolo.blobs.Blobs;
import org.tombolo.control.door.Outputs;
import org.tombolo.engine.Engine;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.state.Volume;
import org.tombolo.model.work.LogObject;
import org.tombolo.model.work.Provision;

/// Asks the loop where something is, then its engine for the bytes; of what has left its site, `blobs`.
public final class SiteOutputs implements Outputs {
    private final Function<AttemptId, Optional<Holder>> holders;
    private final Function<VolumeId, Optional<Engine>> keepers;
    private final Function<AttemptId, Optional<EndedAttempt>> history;
    private final Blobs blobs;
    private final Supplier<BooleanSupplier> patience;

    /// Who may have the output of an attempt.
    ///
    /// @param ended whether the attempt's end is journaled: then the site may be about to forget it
    public record Holder(Reading output, boolean ended) {}

    /// [Engine#logs].
    @FunctionalInterface
    public interface Reading {
        LogChunk logs(AttemptId attempt, LogStream stream, int rank, long offset, int max);
    }

    /// @param holders the site that may hold an attempt
    /// @param history attempts that have left their site
    /// @param patience for each question: waits a moment and says true, or says false when it has waited enough
    /// @param keepers the engine of the site where a volume is
    public SiteOutputs(
            Function<AttemptId, Optional<Holder>> holders,
            Function<VolumeId, Optional<Engine>> keepers,
            Function<AttemptId, Optional<EndedAttempt>> history,
            Blobs blobs,
            Supplier<BooleanSupplier> patience) {
        this.holders = holders;
        this.keepers = keepers;
        this.history = history;
        this.blobs = blobs;
        this.patience = patience;
    }

    @Override
    public Piece logs(AttemptId attempt, Stream stream, long offset, int max) {
        var patient = patience.get();
        while (true) {
            var holder = holders.apply(attempt);
            var found = holder.flatMap(each -> atSite(each.output(), attempt, stream, offset, max))
                    .or(() -> kept(attempt, stream, offset, max));
            if (found.isPresent()) {
                return found.get();
            }
            if (holder.isEmpty()) {
                throw new TomboloException(ErrorCode.NOT_FOUND, "no attempt " + attempt);
            }
            if (!holder.get().ended() || !patient.getAsBoolean()) {
                return new Piece(new byte[0], offset, 0, false); // it is not there yet
            }
            // the site has forgotten it, and history is told in a moment
        }
    }

    /// Empty when the site does not have it: not yet, or no longer.
    private static Optional<Piece> atSite(Reading output, AttemptId attempt, Stream stream, long offset, int max) {
        try {
            var chunk = output.logs(attempt, of(stream), 0, offset, max);
            return Optional.of(new Piece(chunk.bytes(), chunk.next(), chunk.firstKept(), chunk.ended()));
        } catch (TomboloException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<Piece> kept(AttemptId attempt, Stream stream, long offset, int max) {
        var name = stream.name().toLowerCase(Locale.ROOT);
        return history.apply(attempt)
                .map(ended -> ended.logs().stream()
                        .filter(log -> log.stream().equals(name))
                        .findFirst()
                        .map(log -> piece(log, offset, max))
                        .orElseGet(() -> new Piece(new byte[0], offset, 0, true)));
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
            case STAGE -> LogStream.STAGE;
        };
    }

    @Override
    public Optional<Item> list(VolumeId volume, String path) {
        return keepers.apply(volume)
                .flatMap(engine -> engine.list(volume, path))
                .map(found -> new Item(found.folder(), found.size(), found.executable(), List.copyOf(found.entries())));
    }

    @Override
    public void make(Volume volume) {
        keeper(volume.id()).make(volume.id(), volume.provision().orElse(Provision.PLAIN));
    }

    @Override
    public void write(VolumeId volume, String path, String upload, InputStream bytes, boolean executable) {
        var engine = keeper(volume);
        Pieces.send(path, bytes, executable, (at, piece, last) -> engine.write(volume, path, upload, at, piece, last));
    }

    @Override
    public Size measure(VolumeId volume) {
        var size = keeper(volume).measure(volume);
        return new Size(size.bytes(), size.files(), size.limit());
    }

    private Engine keeper(VolumeId volume) {
        return keepers.apply(volume)
                .orElseThrow(() -> new TomboloException(ErrorCode.NOT_FOUND, "no volume " + volume));
    }

    @Override
    public byte[] read(VolumeId volume, String path, long offset, int max) {
        return keeper(volume).read(volume, path, offset, max);
    }
}
