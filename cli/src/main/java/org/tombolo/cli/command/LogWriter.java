package org.tombolo.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.tombolo.cli.client.LogStream;
import org.tombolo.cli.term.Paint;
import org.tombolo.cli.term.Screen;
import org.tombolo.cli.term.Width;
import org.tombolo.wire.Json;
import org.tombolo.wire.run.Job;

/// Writes what several readers bring: of one task byte for byte, of several line by line behind the job's name.
final class LogWriter {
    private static final List<Paint.Colour> COLOURS =
            List.of(Paint.Colour.CYAN, Paint.Colour.YELLOW, Paint.Colour.GREEN, Paint.Colour.BLUE, Paint.Colour.RED);

    private final Screen screen;
    private final boolean json;
    private final boolean alone;
    private final List<Job> jobs;
    private final int nameColumns;

    /// Keeps lines whole. Held while one is written: that is what it is for.
    private final ReentrantLock lines = new ReentrantLock();

    /// @param alone one task only: no names
    LogWriter(Screen screen, boolean json, boolean alone, List<Job> jobs) {
        this.screen = screen;
        this.json = json;
        this.alone = alone;
        this.jobs = jobs;
        this.nameColumns = jobs.stream()
                .mapToInt(job ->
                        Width.of(job.array() ? job.name() + "/" + job.tasks().total() : job.name()))
                .max()
                .orElse(0);
    }

    void end() {
        screen.out().flush();
        screen.err().flush();
    }

    Sink sink(Job job, int index, String stream) {
        return new Sink(job, index, stream);
    }

    /// A piece of output, for programs.
    private record Piece(String job, int index, String stream, long offset, String text) {}

    /// One task's stream.
    final class Sink implements LogStream.Sink {
        private final String job;
        private final int index;
        private final String stream;
        private final String prefix;
        private final PrintStream to;
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

        private Sink(Job job, int index, String stream) {
            this.job = job.name();
            this.index = index;
            this.stream = stream;
            this.to = stream.equals("err") && !json ? screen.err() : screen.out();
            var name = job.array() ? job.name() + "/" + index : job.name();
            var colour = COLOURS.get(Math.max(0, jobs.indexOf(job)) % COLOURS.size());
            this.prefix = alone ? "" : screen.paint().text(colour, Width.pad(name, nameColumns) + " |") + " ";
        }

        @Override
        public void take(byte[] bytes, int length, long offset) {
            if (json) {
                var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
                line(Json.text(new Piece(job, index, stream, offset, text)).getBytes(StandardCharsets.UTF_8));
            } else if (alone) {
                raw(bytes, length);
            } else {
                byLine(bytes, length);
            }
        }

        private void raw(byte[] bytes, int length) {
            lines.lock();
            try {
                to.write(bytes, 0, length);
                to.flush();
            } finally {
                lines.unlock();
            }
        }

        private void byLine(byte[] bytes, int length) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (bytes[i] == '\n') {
                    rest.write(bytes, from, i - from);
                    line((prefix + rest.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
                    rest.reset();
                    from = i + 1;
                }
            }
            rest.write(bytes, from, length - from);
        }

        private void line(byte[] bytes) {
            lines.lock();
            try {
                to.write(bytes, 0, bytes.length);
                to.write('\n');
                to.flush();
            } finally {
                lines.unlock();
            }
        }

        @Override
        public void next(int attempt) {
            screen.note("%s: try %d".formatted(prefix.isEmpty() ? job : prefix.strip(), attempt));
        }

        void end() {
            if (rest.size() > 0) {
                line((prefix + rest.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
                rest.reset();
            }
        }
    }
}
