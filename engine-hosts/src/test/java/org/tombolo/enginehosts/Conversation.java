package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.tombolo.engine.Exec;
import org.tombolo.model.work.ExecPiece;

/// What a test says to a command inside an attempt, and hears of it.
final class Conversation {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Exec exec;
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long read;
    private long written;
    private Optional<Integer> exit = Optional.empty();

    Conversation(Exec exec) {
        this.exec = exec;
    }

    void type(String text) {
        send(text.getBytes(StandardCharsets.UTF_8), false);
    }

    void send(byte[] bytes, boolean end) {
        long from = written;
        while (written < from + bytes.length) {
            int begin = (int) (written - from);
            written = exec.write(written, java.util.Arrays.copyOfRange(bytes, begin, bytes.length), end);
        }
        if (end) {
            exec.write(written, new byte[0], true);
        }
    }

    String hearUntil(String text) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!text().contains(text)) {
            assertThat(exit).as(this::end).isEmpty();
            assertThat(System.nanoTime()).as(this::end).isLessThan(limit);
            hear();
        }
        return text();
    }

    /// The rest of a line that the command writes, behind this.
    String hearLine(String beginning) {
        hearUntil(beginning);
        int from = text().indexOf(beginning) + beginning.length();
        while (text().indexOf('\n', from) < 0) {
            hear();
        }
        return text().substring(from, text().indexOf('\n', from)).strip();
    }

    int exit() {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (exit.isEmpty()) {
            assertThat(System.nanoTime()).as(this::end).isLessThan(limit);
            hear();
        }
        return exit.get();
    }

    private void hear() {
        ExecPiece piece = exec.read(read, Duration.ofMillis(200));
        (piece.error() ? err : out).writeBytes(piece.bytes());
        read = piece.next();
        exit = piece.exit();
    }

    private String end() {
        var said = text() + err();
        return said.substring(Math.max(0, said.length() - 500));
    }

    String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
