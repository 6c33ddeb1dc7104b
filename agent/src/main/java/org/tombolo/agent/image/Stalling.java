package org.tombolo.agent.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Bytes from elsewhere that may stop coming without an end: then reading fails.
final class Stalling extends FilterInputStream {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private volatile long last = System.nanoTime();
    private volatile boolean stalled;
    private final Thread watching;

    Stalling(InputStream in) {
        super(in);
        watching = Thread.ofVirtual().name("image-watch").start(this::watch);
    }

    private void watch() {
        try {
            long left = LIMIT.toNanos();
            while (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
                left = LIMIT.toNanos() - (System.nanoTime() - last);
            }
            stalled = true;
            in.close();
        } catch (InterruptedException | IOException e) {
            // closed, or broken already: whoever reads sees it
        }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            int n = in.read(bytes, from, length);
            last = System.nanoTime();
            return n;
        } catch (IOException e) {
            throw stalled ? new IOException("nothing came for %d s".formatted(LIMIT.toSeconds()), e) : e;
        }
    }

    @Override
    public void close() throws IOException {
        watching.interrupt();
        super.close();
    }
}
