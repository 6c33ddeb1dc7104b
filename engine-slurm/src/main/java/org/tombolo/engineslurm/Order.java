package org.tombolo.engineslurm;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;

/// What was submitted in one call: one Slurm job, or one array.
///
/// @param name  of its folder; a name is never used twice
/// @param label the job's name at the site: the label of its first member
/// @param array whether the members are elements of an array
/// @param job   the scheduler's number; empty while it is not known whether it has the job
/// @param prepares whether something is brought first: the scheduler gets it then, whatever happens meanwhile
record Order(String name, String label, boolean array, List<Member> members, Optional<String> job, boolean prepares) {
    Order {
        members = List.copyOf(members);
    }

    Order with(String number) {
        return new Order(name, label, array, members, Optional.of(number), false);
    }

    Order with(List<Member> others) {
        return new Order(name, label, array, others, job, prepares);
    }

    /// Whether the site has it, or will.
    boolean isCertain() {
        return job.isPresent() || prepares;
    }

    /// What Slurm's commands call one member; before they know it, its label.
    String handle(Member member) {
        return job.map(number -> number + (array ? "_" + member.element() : "")).orElse(member.label());
    }

    /// @param element its number in the array at the site: that of its task, where the site takes such large ones;
    ///                0 for a plain job
    record Member(int element, String label, AttemptId attempt) {
        int index() {
            return attempt.task().index();
        }
    }
}
