package org.tombolo.control.state;

import java.util.LinkedHashSet;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.Grant;

/// A grant and the attempts that use it, one after the other.
final class Lane {
    private final Grant grant;
    private final LinkedHashSet<AttemptId> chain = new LinkedHashSet<>();

    Lane(Grant grant) {
        this.grant = grant;
    }

    Grant grant() {
        return grant;
    }

    void add(AttemptId attempt) {
        chain.add(attempt);
    }

    void remove(AttemptId attempt) {
        chain.remove(attempt);
    }

    boolean isEmpty() {
        return chain.isEmpty();
    }

    int length() {
        return chain.size();
    }

    AttemptId last() {
        return chain.getLast();
    }

    /// The one that must have ended before `attempt` may start.
    Optional<AttemptId> before(AttemptId attempt) {
        AttemptId previous = null;
        for (var each : chain) {
            if (each.equals(attempt)) {
                break;
            }
            previous = each;
        }
        return Optional.ofNullable(previous);
    }
}
