package org.tombolo.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.blobs.Blobs;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.Mask;
import org.tombolo.launch.MaskedFile;
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
    private static final List<Output> PROCESS = List.of(Output.OUT, Output.ERR);

    private final StateFolder state;
    private final HomeFolder home;
    private final Launching launching;
    private final Vault vault;
    private final Blobs blobs;
    private final long limit;
    private final ReentrantLock scrubbing = new ReentrantLock();
    /// Log file → up to where it was looked through for values of secrets.
    private final Map<Path, Long> scrubbed = new HashMap<>();

    Logs(StateFolder state, HomeFolder home, Launching launching, Vault vault, Blobs blobs, long limit) {
        this.state = state;
        this.home = home;
        this.launching = launching;
        this.vault = vault;
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
            long to = Math.min(size, from + Math.clamp(max, 0, MOST));
            var bytes = MaskedFile.read(channel, vault.mask(entry.order), from, Math.max(from, to), first, size, ended);
            long next = from + bytes.length;
            return new AgentAnswer.LogBytes(bytes, next, first, ended && next >= size);
        } catch (NoSuchFileException e) {
            return new AgentAnswer.LogBytes(new byte[0], offset, 0, ended);
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.SITE_FAILED, "log %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Covers values of secrets in the files themselves, as far as they are written.
    void scrub(Entry entry) {
        var mask = vault.mask(entry.order);
        if (mask.isEmpty()) {
            return;
        }
        scrubbing.lock();
        try {
            for (var output : outputs(entry)) {
                scrub(file(entry, output), mask);
            }
        } finally {
            scrubbing.unlock();
        }
    }

    private void scrub(Path file, Mask mask) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            long done = Math.max(scrubbed.getOrDefault(file, 0L), firstKept(file));
            MaskedFile.cover(channel, mask, done, size);
            scrubbed.put(file, Math.max(done, size));
        } catch (NoSuchFileException e) {
            // nothing was written
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.SITE_FAILED, "log %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Forgets what is older than the limit allows.
    void trim(Entry entry) {
        for (var output : outputs(entry)) {
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
        scrub(entry);
        var kept = new ArrayList<LogObject>();
        for (var output : outputs(entry)) {
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
        for (var output : PROCESS) { // the third goes with its order
            var file = file(entry, output);
            if (Files.exists(file) && Files.size(file) > limit) {
                Files.deleteIfExists(kept(file)); // nothing shorter was ever shortened
            }
            Files.deleteIfExists(file);
            scrubbing.lock();
            try {
                scrubbed.remove(file);
            } finally {
                scrubbing.unlock();
            }
        }
    }

    /// What it may have.
    private static List<Output> outputs(Entry entry) {
        return entry.order.isTransfer() || LaunchPlans.image(entry.order).isPresent()
                ? List.of(Output.values())
                : PROCESS;
    }

    private Path file(Entry entry, Output output) {
        if (output == Output.STAGE) {
            return StageLog.file(home, entry.order);
        }
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
