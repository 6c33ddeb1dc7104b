package org.tombolo.cli.command;

import org.tombolo.cli.client.BlobSender.Sent;
import org.tombolo.cli.term.Screen;
import org.tombolo.cli.term.Sizes;

/// How far an upload is: on a terminal in one line, elsewhere only what came of it.
final class UploadProgress {
    private final Screen screen;
    private final boolean isWorthALine;
    private Sent last = new Sent(0, 0, 0, 0);
    private long shownAt;

    /// @param isWorthALine false where it is over before anybody reads
    UploadProgress(Screen screen, boolean isWorthALine) {
        this.screen = screen;
        this.isWorthALine = isWorthALine;
    }

    void show(Sent sent) {
        last = sent;
        long now = System.nanoTime();
        if (isWorthALine && screen.isTerminal() && now - shownAt > 100_000_000) {
            shownAt = now;
            screen.err()
                    .print("\ruploading %d of %s, %s of %s\u001b[K"
                            .formatted(
                                    sent.files(),
                                    Sizes.count(sent.ofFiles(), "file"),
                                    Sizes.text(sent.bytes()),
                                    Sizes.text(sent.ofBytes())));
            screen.err().flush();
        }
    }

    void end() {
        if (isWorthALine && screen.isTerminal() && shownAt != 0) {
            screen.err().print("\r\u001b[K");
        }
        if (last.ofFiles() > 0) {
            screen.note("uploaded %s, %s".formatted(Sizes.count(last.ofFiles(), "file"), Sizes.text(last.ofBytes())));
        }
    }
}
