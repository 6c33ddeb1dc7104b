package org.tombolo.engine;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.work.Grant;

/// Attempts of one shape.
public record Batch(Shape shape, List<Member> members) {
    public Batch {
        members = List.copyOf(members);
    }

    /// One attempt of the batch.
    ///
    /// @param behind the attempt whose grant it takes over: it must not start before that one has ended and,
    ///               where that one ended without ever having started, before the one that it was behind. A
    ///               member whose `behind` the site does not hold is refused for now: the loop names another then
    public record Member(AttemptId attempt, Grant grant, Optional<AttemptId> behind) {}
}
