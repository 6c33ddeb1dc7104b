package org.tombolo.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.blobs.Blobs;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.StateFolder;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.LogObject;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AgentRequest.Output;

/// What attempts write. A process writes to a file; what is older than the limit allows is punched out of it, so that
/// offsets stay true and nobody has to copy while the process writes on.
final class Logs {
    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);
    private static final int MOST = 1 << 20;
    private static final long BLOCK = 4096;

    private final StateFolder state;
    private final HomeFolder home;
    private final Launching launching;
    private final Blobs blobs;
    private final long limit;

    Logs(StateFolder state, HomeFolder home, Launching launching, Blobs blobs, long limit) {
        this.state = state;
        this.home = home;
        this.launching = launching;
        this.blobs = blobs;
        this.limit = limit;
    }

    AgentAnswer.LogBytes read(Entry entry, Output output, long offset, int max) {
        boolean ended = entry.isEnded(); // before the bytes are looked at: what ended writes no more
        var file = file(entry, output);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long first = firstKept(file);
            long size = channel.size();
            long from = Math.clamp(offset, first, Math.max(first, size)); // behind the end is the end
            var bytes = ByteBuffer.allocate(Math.clamp(size - from, 0, Math.clamp(max, 0, MOST)));
            boolean more = true;
            while (more && bytes.hasRemaining()) {
                more = channel.read(bytes, from + bytes.position()) >= 0;
            }
            long next = from + bytes.position();
            return new AgentAnswer.LogBytes(
                    Arrays.copyOf(bytes.array(), bytes.position()), next, first, ended && next >= size);
        } catch (NoSuchFileException e) {
            return new AgentAnswer.LogBytes(new byte[0], offset, 0, ended);
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.SITE_FAILED, "log %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Forgets what is older than the limit allows.
    void trim(Entry entry) {
        for (var output : Output.values()) {
            var file = file(entry, output);
            try {
                long first = firstKept(file);
                long size = Files.exists(file) ? Files.size(file) : 0;
                if (size - first > limit + limit / 4) {
                    punch(file, first, (size - limit) / BLOCK * BLOCK);
                }
            } catch (IOException e) {
                LOG.warn("{} cannot be shortened: {}", file, e.getMessage());
            }
        }
    }

    private static void punch(Path file, long from, long to) throws IOException {
        Files.writeString(kept(file), to + "\n"); // first: nobody may read the hole as output
        var result = Commands.run(
                List.of("fallocate", "-p", "-o", Long.toString(from), "-l", Long.toString(to - from), file.toString()));
        if (result.code() != 0) {
            throw new IOException(result.output());
        }
    }

    /// Keeps the output of an attempt as objects; nothing for what is empty.
    List<LogObject> keep(Entry entry) {
        var kept = new ArrayList<LogObject>();
        for (var output : Output.values()) {
            var file = file(entry, output);
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                long size = channel.size();
                if (size > 0) {
                    long first = Math.max(firstKept(file), size - limit);
                    channel.position(first);
                    InputStream in = Channels.newInputStream(channel);
                    kept.add(new LogObject(output.name().toLowerCase(Locale.ROOT), blobs.put(in), first, size));
                }
            } catch (NoSuchFileException e) {
                // it never began
            } catch (IOException e) {
                throw new TomboloException(ErrorCode.SITE_FAILED, "log %s: %s".formatted(file, e.getMessage()), e);
            }
        }
        return kept;
    }

    void delete(Entry entry) throws IOException {
        for (var output : Output.values()) {
            var file = file(entry, output);
            if (Files.exists(file) && Files.size(file) > limit) {
                Files.deleteIfExists(kept(file)); // nothing shorter was ever shortened
            }
            Files.deleteIfExists(file);
        }
    }

    private Path file(Entry entry, Output output) {
        var folder = launching.isInMemory(entry.order) ? state.logs() : home.logs();
        return folder.resolve(entry.label + "." + output.name().toLowerCase(Locale.ROOT));
    }

    private static Path kept(Path file) {
        return file.resolveSibling(file.getFileName() + ".kept");
    }

    private static long firstKept(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(kept(file)).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0;
        }
    }
}
