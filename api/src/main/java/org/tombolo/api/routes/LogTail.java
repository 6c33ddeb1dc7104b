package org.tombolo.api.routes;

import java.time.Duration;
import java.util.Arrays;
import org.tombolo.control.door.Outputs;
import org.tombolo.control.door.Outputs.Piece;
import org.tombolo.model.AttemptId;

/// Reads one stream of an attempt's output forward, piece by piece. Where nothing is new it waits a little, then
/// longer:
/// output is not journaled, so nobody tells when there is more.
final class LogTail {
    private static final int PIECE = 256 << 10;
    private static final long SHORTEST_MILLIS = 5;
    private static final long LONGEST_MILLIS = 200;

    private final Outputs outputs;
    private final AttemptId attempt;
    private final Outputs.Stream stream;
    private long offset;
    private boolean ended;

    LogTail(Outputs outputs, AttemptId attempt, Outputs.Stream stream, long offset) {
        this.outputs = outputs;
        this.attempt = attempt;
        this.stream = stream;
        this.offset = offset;
    }

    /// What is there now; no bytes where nothing is new.
    Piece read() {
        var piece = outputs.logs(attempt, stream, offset, PIECE);
        offset = piece.next();
        ended = piece.ended();
        return piece;
    }

    /// The same, but cut so that no character of UTF-8 text is halved.
    byte[] readText() {
        var bytes = read().bytes();
        int half = ended ? 0 : halfCharacter(bytes);
        offset -= half;
        return Arrays.copyOf(bytes, bytes.length - half);
    }

    /// How many bytes at the end begin a character that goes on behind it.
    static int halfCharacter(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int each = bytes[bytes.length - back] & 0xff;
            if (each >= 0xc0) {
                int wanted = each >= 0xf0 ? 4 : each >= 0xe0 ? 3 : 2;
                return wanted > back ? back : 0;
            }
            if (each < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    Outputs.Stream stream() {
        return stream;
    }

    /// Where the next piece begins.
    long offset() {
        return offset;
    }

    /// Nothing follows.
    boolean isEnded() {
        return ended;
    }

    /// The pause after `idle` readings that brought nothing.
    static Duration pause(int idle) {
        return Duration.ofMillis(Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << Math.min(idle, 10)));
    }
}
