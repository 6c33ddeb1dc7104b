package org.tombolo.cli.client;

import java.util.Optional;
import java.util.function.Consumer;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// One stream of one task's output: its latest try, and when it is followed every try after it.
public final class LogStream {
    private static final String ATTEMPT = "Tombolo-Attempt";
    private static final String OFFSET = "Tombolo-Offset";
    private static final int PIECE = 1 << 16;
    private static final long BYTES_A_LINE = 512;

    private final FactoryClient factory;
    private final Target target;
    private final boolean follow;
    private final Patience patience;

    /// @param stream `out` or `err`
    public record Target(String project, String run, String job, int index, String stream) {}

    /// Takes what was written; called by one thread.
    public interface Sink {
        /// @param offset of the first byte
        void take(byte[] bytes, int length, long offset);

        /// Another try of the task begins.
        void next(int attempt);
    }

    public LogStream(FactoryClient factory, Target target, boolean follow, Consumer<String> notes) {
        this.factory = factory;
        this.target = target;
        this.follow = follow;
        this.patience = new Patience(notes);
    }

    /// @param tail so many lines at the end to begin with; empty: from the beginning
    /// @return whether there is output: a task that never started has none
    public boolean copy(Optional<Integer> tail, Sink sink) throws InterruptedException {
        int attempt = one(new Reading(0, tail.isPresent() ? startOfLast(tail.get()) : 0), sink);
        if (attempt == 0) {
            return false;
        }
        while (follow) {
            int next = one(new Reading(attempt + 1, 0), sink);
            if (next == 0) {
                break;
            }
            attempt = next;
        }
        return true;
    }

    /// Where the last lines of what is there now begin. Of lines longer than half a KiB on average fewer are found.
    private long startOfLast(int lines) throws InterruptedException {
        var query = asked(0).with("tail", Math.max(1 << 16, lines * BYTES_A_LINE));
        return new Retry(factory.link(), _ -> {}).of(() -> {
            try (var answer = factory.logs(target.project(), target.run(), query)) {
                long offset = answer.header(OFFSET).map(Long::parseLong).orElse(0L);
                return offset + startOfLast(lines, answer.readAll());
            } catch (TomboloException e) {
                if (e.code() == ErrorCode.NOT_FOUND) {
                    return 0L; // nothing yet
                }
                throw e;
            }
        });
    }

    /// Where the last lines begin; a line feed at the very end begins none.
    static int startOfLast(int lines, byte[] bytes) {
        int left = lines;
        for (int i = bytes.length - 2; i >= 0; i--) {
            if (bytes[i] == '\n' && --left == 0) {
                return i + 1;
            }
        }
        return lines == 0 ? bytes.length : 0;
    }

    /// Where one attempt is read. `attempt` 0: the latest.
    private static final class Reading {
        private int attempt;
        private long offset;
        private boolean begun;

        Reading(int attempt, long offset) {
            this.attempt = attempt;
            this.offset = offset;
        }
    }

    /// The attempt that was read to its end, 0 when there is none.
    private int one(Reading reading, Sink sink) throws InterruptedException {
        while (true) {
            try {
                read(reading, sink);
                return reading.attempt;
            } catch (TomboloException e) {
                if (e.code() == ErrorCode.NOT_FOUND && !reading.begun) {
                    return 0;
                }
                patience.lost(e);
                factory.link().forget();
            }
        }
    }

    private void read(Reading reading, Sink sink) {
        var query = asked(reading.attempt).with("offset", reading.offset).withAny("follow", Optional.of(follow));
        try (var answer = factory.logs(target.project(), target.run(), query)) {
            patience.answered();
            int attempt = answer.header(ATTEMPT).map(LogStream::attempt).orElse(reading.attempt);
            if (!reading.begun && reading.attempt > 1) {
                sink.next(attempt);
            }
            reading.attempt = attempt;
            reading.begun = true;
            reading.offset = answer.header(OFFSET).map(Long::parseLong).orElse(reading.offset);
            var piece = new byte[PIECE];
            for (int length = answer.read(piece); length >= 0; length = answer.read(piece)) {
                sink.take(piece, length, reading.offset);
                reading.offset += length;
            }
        }
    }

    private Query asked(int attempt) {
        var query = new Query()
                .with("job", target.job())
                .with("index", target.index())
                .with("stream", target.stream());
        return attempt > 0 ? query.with("try", attempt) : query;
    }

    private static int attempt(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
    }
}
