package org.tombolo.agent.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.tombolo.agent.transfer.Remote.Ask;
import org.tombolo.agent.transfer.Remote.Facts;
import org.tombolo.agent.transfer.Remote.Opened;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Fetches one file: large ones in pieces side by side where the server gives pieces. Goes on where a break left it, as
/// long as the file elsewhere is the same; begins again when it is not.
final class Download {
    private static final long LARGE = 64L << 20;
    private static final long CHUNK = 16L << 20;
    private static final int MOST_CHUNKS = 2_000;
    private static final int AT_ONCE = 4;
    private static final int BUFFER = 1 << 18;
    /// Notes are worth their writing from so many bytes on.
    private static final long WORTH_NOTES = 8L << 20;
    private static final int MOST_CHANGES = 3;

    private final Remote remote;
    private final Found found;
    private final Part part;
    private final Trip trip;
    private final Retry retry;
    private final Semaphore streams;
    private int changes;

    /// @param streams how many are open at once on this machine
    Download(Found found, Part part, Trip trip, Retry retry, Semaphore streams) {
        this.remote = found.remote();
        this.found = found;
        this.part = part;
        this.trip = trip;
        this.retry = retry;
        this.streams = streams;
    }

    /// Returns when all of it is in the part.
    ///
    /// @param known a version that need not come again
    /// @return its facts; empty when it is that version
    Optional<Facts> run(Optional<String> known) throws InterruptedException {
        while (true) {
            try {
                return retry.of(remote.name(), trip, () -> once(known));
            } catch (TomboloException e) {
                if (e.code() != ErrorCode.CONFLICT || trip.isOver()) {
                    throw e;
                }
                startOver(e);
            }
        }
    }

    private void startOver(TomboloException e) {
        changes++;
        trip.meter().moved(-arrived());
        part.delete();
        if (changes >= MOST_CHANGES) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "%s: it changes again and again while it is read; fetch it when nobody writes it"
                            .formatted(remote.name()),
                    e);
        }
    }

    private long arrived() {
        return part.notes()
                .filter(notes -> notes.chunk() > 0)
                .map(notes -> notes.chunk() * notes.done().size())
                .orElseGet(part::length);
    }

    private Optional<Facts> once(Optional<String> known) throws IOException, InterruptedException {
        var notes = part.notes();
        if (notes.isPresent() && notes.get().chunk() > 0) {
            return Optional.of(pieces(notes.get(), Optional.empty()));
        }
        if (notes.isEmpty()
                && changes == 0
                && remote.givesPieces()
                && found.version().isPresent()) {
            long listed = found.size().orElse(0);
            if (listed >= LARGE) {
                Local.requireRoom(part.file().resolveSibling("."), listed);
                part.open(true).close();
                return Optional.of(pieces(part.notes(found.version().get(), listed, chunk(listed)), Optional.empty()));
            }
        }
        long there = notes.isPresent() ? part.length() : 0;
        var ask = notes.isPresent() && there > 0 ? Ask.rest(there, notes.get().version()) : Ask.whole(known);
        streams.acquire();
        Facts facts;
        try {
            switch (remote.open(ask)) {
                case Opened.Unchanged() -> {
                    trip.hear();
                    return Optional.empty();
                }
                case Opened.Bytes(var in, var at, var found) -> {
                    facts = found;
                    trip.hear();
                    try (in) {
                        facts.size()
                                .ifPresent(size -> Local.requireRoom(part.file().resolveSibling("."), size));
                        if (at == 0 && isForPieces(facts)) {
                            part.open(true).close();
                        } else {
                            stream(in, at, there, facts);
                            return Optional.of(facts);
                        }
                    }
                }
            }
        } finally {
            streams.release();
        }
        long size = facts.size().orElseThrow();
        return Optional.of(pieces(part.notes(facts.version().orElseThrow(), size, chunk(size)), Optional.of(facts)));
    }

    private static boolean isForPieces(Facts facts) {
        return facts.ranges() && facts.version().isPresent() && facts.size().orElse(0) >= LARGE;
    }

    /// Larger ones of very large files, so that there are never many.
    private static long chunk(long size) {
        return Math.max(CHUNK, ((size / MOST_CHUNKS + (1 << 20)) >> 20) << 20);
    }

    private void stream(InputStream in, long at, long there, Facts facts) throws IOException {
        if (at != 0 && at != there) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "%s: asked for bytes from %d on, the server sent them from %d on"
                            .formatted(remote.name(), there, at));
        }
        if (at < there) {
            trip.meter().moved(-there); // the server begins again
        }
        long size = facts.size().orElse(-1);
        if (facts.resumable() && facts.version().isPresent() && (size < 0 || size >= WORTH_NOTES)) {
            part.write(part.notes(facts.version().get(), size, 0));
        } else {
            part.forget();
        }
        long end = at;
        try (var out = part.open(at == 0);
                var counted = trip.counted(in)) {
            end = pour(counted, out, at, Long.MAX_VALUE, new byte[size < 0 ? BUFFER : Math.clamp(size, 1, BUFFER)]);
        } catch (IOException e) {
            rewind(facts);
            throw e;
        }
        if (size >= 0 && end != size) {
            rewind(facts);
            throw new IOException("it broke off after %d of %d bytes".formatted(end, size));
        }
    }

    /// What cannot be gone on with has come for nothing.
    private void rewind(Facts facts) {
        if (!facts.resumable() || facts.version().isEmpty() || part.notes().isEmpty()) {
            trip.meter().moved(-part.length());
        }
    }

    /// @return where it ends
    private static long pour(InputStream in, FileChannel out, long from, long to, byte[] buffer) throws IOException {
        long at = from;
        while (at < to) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, to - at));
            if (n < 0) {
                break;
            }
            Local.write(out, ByteBuffer.wrap(buffer, 0, n), at);
            at += n;
        }
        return at;
    }

    private Facts pieces(Part.Notes notes, Optional<Facts> known) throws IOException, InterruptedException {
        var facts = new AtomicReference<>(known);
        var now = new AtomicReference<>(notes);
        part.write(notes);
        int count = (int) ((notes.size() + notes.chunk() - 1) / notes.chunk());
        var left = IntStream.range(0, count)
                .filter(number -> !notes.done().contains(number))
                .boxed()
                .toList();
        try (var out = part.open(false)) {
            Workers.each(left, AT_ONCE, trip, number -> {
                var seen = piece(notes, number, out);
                facts.compareAndSet(Optional.empty(), Optional.of(seen));
                synchronized (now) {
                    now.set(now.get().with(number));
                    part.write(now.get());
                }
            });
        }
        return facts.get()
                .orElseGet(() -> new Facts(
                        java.util.OptionalLong.of(notes.size()),
                        Optional.of(notes.version()),
                        true,
                        true,
                        Optional.empty()));
    }

    private Facts piece(Part.Notes notes, int number, FileChannel out) throws InterruptedException {
        long from = number * notes.chunk();
        long to = Math.min(notes.size(), from + notes.chunk());
        var reached = new long[] {from};
        return retry.of(remote.name(), trip, () -> {
            streams.acquire();
            try {
                if (!(remote.open(Ask.piece(reached[0], to, notes.version()))
                        instanceof Opened.Bytes(var in, var at, var facts))) {
                    throw new IOException("an answer without bytes");
                }
                trip.hear();
                try (var counted = trip.counted(in)) {
                    if (at != reached[0] || facts.size().orElse(notes.size()) != notes.size()) {
                        throw new TomboloException(
                                ErrorCode.CONFLICT, remote.name() + ": it changed while it was read");
                    }
                    var buffer = new byte[BUFFER];
                    while (reached[0] < to) {
                        long next = pour(counted, out, reached[0], Math.min(to, reached[0] + BUFFER), buffer);
                        if (next == reached[0]) {
                            throw new IOException("it broke off");
                        }
                        reached[0] = next;
                    }
                }
                return facts;
            } finally {
                streams.release();
            }
        });
    }
}
