package org.tombolo.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Reads the lines that are appended to a file. A line counts only with its newline.
final class EventTail implements AutoCloseable {
    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    EventTail(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /// What has come since the last call.
    List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        while (file.read(buffer) > 0) {
            buffer.flip();
            take(lines);
            buffer.compact();
            if (!buffer.hasRemaining()) {
                buffer.clear(); // no line of ours is that long
            }
        }
        return lines;
    }

    private void take(List<String> lines) {
        int start = buffer.position();
        for (int i = start; i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                if (i > start) {
                    lines.add(new String(buffer.array(), start, i - start, StandardCharsets.US_ASCII));
                }
                start = i + 1;
            }
        }
        buffer.position(start);
    }

    /// Throws everything away; only while nobody writes. Who appends goes on at the new end.
    void clear() throws IOException {
        file.truncate(0);
        file.position(0);
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
