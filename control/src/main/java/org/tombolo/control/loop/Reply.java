package org.tombolo.control.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// An answer that one thread waits for and another gives, once.
final class Reply<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    void give(T value) {
        answer.complete(value);
    }

    void refuse(RuntimeException why) {
        answer.completeExceptionally(why);
    }

    boolean isGivenUp() {
        return answer.isCancelled();
    }

    /// Waits for the answer; empty when the limit is over first, and then nobody listens any more.
    Optional<T> await(Duration limit) {
        try {
            return Optional.of(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            answer.cancel(false);
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TomboloException told
                    ? new TomboloException(told.code(), String.valueOf(told.getMessage()), told)
                    : new TomboloException(
                            ErrorCode.INTERNAL, "a defect of Tombolo; the server's log has the details", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TomboloException(ErrorCode.PAUSED, "interrupted while waiting for the control loop", e);
        }
    }
}
