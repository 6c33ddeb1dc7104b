package org.tombolo.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// Output in a file to which a process may be writing on, with values of secrets covered.
public final class MaskedFile {
    private static final int MOST = 1 << 20;

    private MaskedFile() {}

    /// The bytes between. What may be the beginning of a value waits until more is there.
    ///
    /// @param first the first that is kept
    /// @param size  up to where it is written
    /// @param ended nothing will follow
    public static byte[] read(FileChannel channel, Mask mask, long from, long to, long first, long size, boolean ended)
            throws IOException {
        long begin = Math.max(first, from - mask.margin());
        var bytes = bytes(channel, begin, Math.min(size, to + mask.margin()));
        int pending = ended ? 0 : mask.pending(bytes);
        mask.cover(bytes);
        long end = Math.clamp(begin + bytes.length - pending, from, to);
        return Arrays.copyOfRange(
                bytes, (int) Math.min(from - begin, bytes.length), (int) Math.min(end - begin, bytes.length));
    }

    private static byte[] bytes(FileChannel channel, long from, long to) throws IOException {
        var bytes = ByteBuffer.allocate((int) Math.max(0, to - from));
        boolean more = true;
        while (more && bytes.hasRemaining()) {
            more = channel.read(bytes, from + bytes.position()) >= 0;
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /// Covers values in the file itself.
    public static void cover(FileChannel channel, Mask mask, long from, long to) throws IOException {
        for (long done = from; done < to; done = Math.min(to, done + MOST)) {
            long begin = Math.max(0, done - mask.margin());
            coverPiece(channel, mask, begin, bytes(channel, begin, Math.min(to, done + MOST)));
        }
    }

    /// Only what changes is written: behind it the process may be writing on.
    private static void coverPiece(FileChannel channel, Mask mask, long begin, byte[] bytes) throws IOException {
        var before = bytes.clone();
        if (!mask.cover(bytes)) {
            return;
        }
        for (int i = 0; i < bytes.length; i++) {
            int from = i;
            while (i < bytes.length && bytes[i] != before[i]) {
                i++;
            }
            var changed = ByteBuffer.wrap(bytes, from, i - from);
            while (changed.hasRemaining()) {
                channel.write(changed, begin + changed.position());
            }
        }
    }
}
