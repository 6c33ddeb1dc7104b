package org.tombolo.agent.transfer;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// Tries again what may work later: a server that is away, restarts or has too much to do. The only place that waits.
final class Retry {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /// Who has answered once is waited for longer.
    private static final int FOR_KNOWN = 5;

    private final Duration patience;

    Retry(Duration patience) {
        this.patience = patience;
    }

    interface Try<T> {
        T now() throws IOException, InterruptedException;
    }

    /// @param what in messages
    <T> T of(String what, Trip trip, Try<T> attempt) throws InterruptedException {
        long moved = trip.meter().moved();
        long since = System.nanoTime();
        var pause = FIRST;
        while (true) {
            trip.check();
            TomboloException failure;
            try {
                return attempt.now();
            } catch (TomboloException e) {
                failure = e;
            } catch (IOException e) {
                failure = failure(what, e);
            }
            if (!isTransient(failure)) {
                throw failure;
            }
            if (trip.meter().moved() > moved) { // it went on meanwhile
                moved = trip.meter().moved();
                since = System.nanoTime();
                pause = FIRST;
            }
            var limit = trip.hasHeard() ? patience.multipliedBy(FOR_KNOWN) : patience;
            var waited = Duration.ofNanos(System.nanoTime() - since);
            if (waited.compareTo(limit) > 0) {
                throw new TomboloException(
                        ErrorCode.SITE_FAILED,
                        "%s; tried again for %d s: it may work later, then run it again"
                                .formatted(failure.getMessage(), waited.toSeconds()),
                        failure);
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
    }

    static boolean isTransient(TomboloException e) {
        return e.code() == ErrorCode.UNREACHABLE || e.code() == ErrorCode.BUSY;
    }

    /// What went wrong on the way; what went wrong with our own files is for good.
    private static TomboloException failure(String what, IOException e) throws InterruptedException {
        if (e instanceof java.nio.channels.ClosedByInterruptException || Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (e instanceof FileSystemException) {
            return Local.failed(e);
        }
        return new TomboloException(ErrorCode.UNREACHABLE, "%s: %s".formatted(what, words(e)), e);
    }

    private static String words(IOException e) {
        return switch (e) {
            case java.net.UnknownHostException _ -> "the host is not known";
            case java.net.http.HttpConnectTimeoutException _ -> "nobody answers";
            case java.net.http.HttpTimeoutException _ -> "the server did not answer in time";
            case java.net.ConnectException c -> c.getMessage() == null ? "nobody answers there" : c.getMessage();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
