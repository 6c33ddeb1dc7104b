package org.tombolo.engine;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.work.Grant;

/// Attempts of one shape.
///
/// @param secrets what they need to know and nobody else may: filled in when the call is made, and never written down
///                with the batch
public record Batch(Shape shape, List<Member> members, Secrets secrets) {
    public Batch {
        members = List.copyOf(members);
    }

    public Batch(Shape shape, List<Member> members) {
        this(shape, members, Secrets.NONE);
    }

    public Batch with(Secrets values) {
        return new Batch(shape, members, values);
    }

    /// One attempt of the batch.
    ///
    /// @param behind the attempt whose grant it takes over: it must not start before that one has ended and,
    ///               where that one ended without ever having started, before the one that it was behind. A
    ///               member whose `behind` the site does not hold is refused for now: the loop names another then
    public record Member(AttemptId attempt, Grant grant, Optional<AttemptId> behind) {}
}
