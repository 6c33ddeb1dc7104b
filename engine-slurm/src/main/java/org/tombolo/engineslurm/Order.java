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
record Order(String name, String label, boolean array, List<Member> members, Optional<String> job) {
    Order {
        members = List.copyOf(members);
    }

    Order with(String number) {
        return new Order(name, label, array, members, Optional.of(number));
    }

    /// What Slurm's commands call one member.
    String handle(Member member) {
        return job.orElse("?") + (array ? "_" + member.index() : "");
    }

    /// @param index of the array's element; 0 for a plain job
    record Member(int index, String label, AttemptId attempt) {}
}
