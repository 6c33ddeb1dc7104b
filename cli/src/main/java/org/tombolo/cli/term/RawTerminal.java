package org.tombolo.cli.term;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Our terminal while every key goes elsewhere: nothing is echoed, no key means anything to us. By `stty`; put back
/// when it is closed, and when the process ends otherwise.
public final class RawTerminal implements AutoCloseable {
    /// People drag the corner of a window for longer.
    private static final Duration LOOK = Duration.ofMillis(300);

    private final String before;
    private final Thread putBack = new Thread(this::putBack);
    private final Thread looking;
    private volatile Resized resized = (_, _) -> {};

    /// Is told the new size.
    @FunctionalInterface
    public interface Resized {
        void to(int columns, int rows);
    }

    private RawTerminal(String before) {
        this.before = before;
        this.looking = Thread.ofVirtual().unstarted(this::look);
    }

    public static RawTerminal enter() {
        var terminal = new RawTerminal(stty(List.of("-g")));
        Runtime.getRuntime().addShutdownHook(terminal.putBack);
        stty(List.of("raw", "-echo"));
        terminal.looking.start();
        return terminal;
    }

    public void onResize(Resized told) {
        resized = told;
    }

    private void look() {
        var last = stty(List.of("size"));
        try {
            while (true) {
                Thread.sleep(LOOK);
                var now = stty(List.of("size"));
                if (!now.equals(last)) {
                    var size = new TerminalSize(false);
                    size.read(now);
                    resized.to(size.columns(), size.rows());
                    last = now;
                }
            }
        } catch (InterruptedException | TomboloException e) {
            // closed, or the terminal is gone: the size stays as it is
        }
    }

    private void putBack() {
        stty(List.of(before));
    }

    @Override
    public void close() {
        looking.interrupt();
        Runtime.getRuntime().removeShutdownHook(putBack);
        putBack();
    }

    private static String stty(List<String> words) {
        var command = new java.util.ArrayList<>(List.of("stty"));
        command.addAll(words);
        try {
            var process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var answer = process.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip();
            }
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.UNSUPPORTED, "the terminal cannot be set: stty: " + e.getMessage(), e);
        }
    }
}
