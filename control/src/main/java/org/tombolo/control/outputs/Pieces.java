package org.tombolo.control.outputs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tombolo.engine.Engine;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// A file on its way to a site, in pieces.
final class Pieces {
    private static final int PIECE = 1 << 20;

    private Pieces() {}

    /// Takes one piece.
    @FunctionalInterface
    interface Sink {
        void take(long offset, byte[] bytes, Optional<Engine.LastPiece> last);
    }

    static void send(String path, InputStream bytes, boolean executable, Sink sink) {
        long at = 0;
        try {
            var piece = bytes.readNBytes(PIECE);
            while (true) {
                var next = bytes.readNBytes(PIECE);
                Optional<Engine.LastPiece> last = next.length == 0
                        ? Optional.of(new Engine.LastPiece(at + piece.length, executable))
                        : Optional.empty();
                sink.take(at, piece, last);
                at += piece.length;
                if (last.isPresent()) {
                    return;
                }
                piece = next;
            }
        } catch (IOException e) {
            giveUp(at, sink);
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "\"%s\" broke off while it was sent; send it again".formatted(path), e);
        }
    }

    /// A last piece that cannot be: then the site leaves nothing of it.
    private static void giveUp(long at, Sink sink) {
        try {
            if (at > 0) {
                sink.take(at, new byte[0], Optional.of(new Engine.LastPiece(-1, false)));
            }
        } catch (TomboloException e) {
            // as it should
        }
    }
}
