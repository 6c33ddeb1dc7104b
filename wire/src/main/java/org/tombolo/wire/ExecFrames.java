package org.tombolo.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tombolo.model.work.ExecPiece;

/// A command's output as it travels: frames of one byte that says what it is, four bytes of length (the first the
/// highest), and the bytes.
public final class ExecFrames {
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int ALIVE = 3;
    private static final int EXIT = 4;
    private static final int LOST = 5;
    private static final int MOST = 16 << 20;

    private ExecFrames() {}

    /// What stands in a frame.
    public sealed interface Frame {
        /// A piece of one stream.
        @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
        record Bytes(boolean error, byte[] bytes) implements Frame {}

        /// Nothing happened, and the connection is there.
        record Alive() implements Frame {}

        /// The last one.
        record Exit(int code) implements Frame {}

        /// The last one: nobody knows how it ended.
        record Lost(String why) implements Frame {}
    }

    /// Everything of a piece; a sign of life where it is empty.
    public static void write(OutputStream out, ExecPiece piece) throws IOException {
        if (piece.bytes().length > 0) {
            write(out, piece.error() ? ERR : OUT, piece.bytes());
        }
        if (piece.exit().isPresent()) {
            write(out, EXIT, new byte[] {piece.exit().get().byteValue()});
        } else if (piece.bytes().length == 0) {
            write(out, ALIVE, piece.bytes());
        }
        out.flush();
    }

    public static void lost(OutputStream out, String why) throws IOException {
        write(out, LOST, why.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void write(OutputStream out, int what, byte[] bytes) throws IOException {
        var frame = new ByteArrayOutputStream(bytes.length + 5);
        var data = new DataOutputStream(frame);
        data.writeByte(what);
        data.writeInt(bytes.length);
        data.write(bytes);
        frame.writeTo(out);
    }

    /// The next one; empty at the end of the connection.
    public static Optional<Frame> read(InputStream in) throws IOException {
        int what = in.read();
        if (what < 0) {
            return Optional.empty();
        }
        var data = new DataInputStream(in);
        int length = data.readInt();
        if (length < 0 || length > MOST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        var bytes = new byte[length];
        data.readFully(bytes);
        return Optional.of(
                switch (what) {
                    case OUT -> new Frame.Bytes(false, bytes);
                    case ERR -> new Frame.Bytes(true, bytes);
                    case ALIVE -> new Frame.Alive();
                    case EXIT -> new Frame.Exit(length == 1 ? bytes[0] & 0xff : 255);
                    case LOST -> new Frame.Lost(new String(bytes, StandardCharsets.UTF_8));
                    default -> throw new IOException("a frame of an unknown kind, " + what);
                });
    }
}
