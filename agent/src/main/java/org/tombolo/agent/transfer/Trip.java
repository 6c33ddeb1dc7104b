package org.tombolo.agent.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// One transfer under way: when it has to give up, and how far it is. Any thread.
public final class Trip {
    private static final long STALLED_AFTER = Duration.ofSeconds(60).toNanos();

    private final String label;
    private final Meter meter;
    private final BooleanSupplier stopped;
    private final Optional<Duration> timeout;
    private final long began = System.nanoTime();
    private final Set<Flow> flows = ConcurrentHashMap.newKeySet();
    private volatile boolean heard;

    /// @param label of the attempt: in the names of files that are not whole yet
    public Trip(String label, Meter meter, BooleanSupplier stopped, Optional<Duration> timeout) {
        this.label = label;
        this.meter = meter;
        this.stopped = stopped;
        this.timeout = timeout;
    }

    public String label() {
        return label;
    }

    public void moved(long bytes) {
        meter.moved(bytes);
    }

    Meter meter() {
        return meter;
    }

    /// Throws when it is over, and ends streams that bring nothing any more. Called again and again.
    public void check() {
        if (stopped.getAsBoolean()) {
            throw new TomboloException(ErrorCode.CONFLICT, "stopped");
        }
        if (timeout.isPresent() && System.nanoTime() - began > timeout.get().toNanos()) {
            throw new TomboloException(
                    ErrorCode.SITE_FAILED,
                    "it took longer than its timeout of %d s"
                            .formatted(timeout.get().toSeconds()));
        }
        flows.forEach(Flow::endIfStalled);
    }

    /// Whether somebody ended it, or its time is over.
    boolean isOver() {
        return stopped.getAsBoolean()
                || (timeout.isPresent()
                        && System.nanoTime() - began > timeout.get().toNanos());
    }

    /// A server has answered: it is there, and worth some patience.
    void hear() {
        heard = true;
    }

    boolean hasHeard() {
        return heard;
    }

    /// The stream, counted, and ended when it stalls.
    InputStream counted(InputStream in) {
        var flow = new Flow(in);
        flows.add(flow);
        return flow;
    }

    private final class Flow extends InputStream {
        private final InputStream in;
        private volatile long last = System.nanoTime();

        Flow(InputStream in) {
            this.in = in;
        }

        void endIfStalled() {
            if (System.nanoTime() - last > STALLED_AFTER) {
                try {
                    close();
                } catch (IOException e) {
                    // its reader is told
                }
            }
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = in.read(bytes, offset, length);
            last = System.nanoTime();
            if (n > 0) {
                meter.moved(n);
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            flows.remove(this);
            in.close();
        }
    }
}
