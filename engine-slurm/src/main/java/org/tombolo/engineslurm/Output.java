package org.tombolo.engineslurm;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.blobs.Blobs;
import org.tombolo.engine.LogChunk;
import org.tombolo.engine.LogStream;
import org.tombolo.launch.MaskedFile;
import org.tombolo.model.work.LogObject;

/// What attempts write, in the shared folder; values of secrets are covered.
final class Output {
    private static final int MOST = 1 << 20;
    private static final List<String> STREAMS = List.of("out", "err");

    private final SharedFolder folder;
    private final SecretFiles secrets;
    private final Blobs blobs;

    Output(SharedFolder folder, SecretFiles secrets, Blobs blobs) {
        this.folder = folder;
        this.secrets = secrets;
        this.blobs = blobs;
    }

    LogChunk read(Item item, LogStream stream, long offset, int max) {
        boolean ended = item.isEnded(); // before the bytes are looked at: what ended writes no more
        if (stream == LogStream.STAGE) {
            return new LogChunk(new byte[0], offset, 0, ended);
        }
        var file = folder.log(item.member().label(), stream == LogStream.ERR ? "err" : "out");
        return Orders.io(() -> {
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                long size = channel.size();
                long from = Math.min(offset, size);
                long to = from + Math.min(Math.clamp(max, 0, MOST), size - from);
                var bytes = MaskedFile.read(channel, secrets.mask(item.order()), from, to, 0, size, ended);
                long next = from + bytes.length;
                return new LogChunk(bytes, next, 0, ended && next >= size);
            } catch (NoSuchFileException _) {
                return new LogChunk(new byte[0], offset, 0, ended);
            }
        });
    }

    /// Before it leaves the site.
    List<LogObject> keep(String label) {
        return Orders.io(() -> {
            var kept = new ArrayList<LogObject>();
            for (var stream : STREAMS) {
                keep(label, stream, kept);
            }
            return kept;
        });
    }

    private void keep(String label, String stream, List<LogObject> kept) throws IOException {
        try (var channel = FileChannel.open(folder.log(label, stream), StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > 0) {
                kept.add(new LogObject(stream, blobs.put(Channels.newInputStream(channel)), 0, size));
            }
        } catch (NoSuchFileException _) {
            // it never began
        }
    }

    void delete(String label) {
        Orders.io(() -> {
            for (var stream : STREAMS) {
                Files.deleteIfExists(folder.log(label, stream));
            }
            return label;
        });
    }
}
