package org.tombolo.launch;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.Program;

/// How every attempt of an order becomes a process.
///
/// @param program   a script or a command
/// @param env       the whole environment, but for what each attempt has of its own
/// @param own       names of the variables that each attempt has of its own
/// @param cwd       absolute; empty: the attempt's scratch folder
/// @param placed    what must be seen at absolute paths, parents before what is below them
/// @param ordinary  the numeric user and group id to be in a user namespace; empty for root, who needs none
/// @param anchored  whether others must be able to enter the view: from outside an ordinary user can enter only the
/// user
///                  namespace that owns it, so a process waits there
/// @param secret    names of the variables that the launch takes from `$S/secrets/$order.env`; they are not expanded in
///                  arguments, which everybody on the machine can read
/// @param ranks     how a parallel program is started; empty: as it is
/// @param isolated  in a network of its own; then something must be placed, or a container be there
/// @param container the image below it; empty: a process of the host
public record LaunchPlan(
        Program program,
        List<String> args,
        SequencedMap<String, String> env,
        SequencedSet<String> own,
        Optional<String> cwd,
        List<Placed> placed,
        Optional<Ids> ordinary,
        boolean anchored,
        SequencedSet<String> secret,
        Optional<Ranks> ranks,
        boolean isolated,
        Optional<Container> container) {
    /// In the environment of the process that holds a view open.
    public static final String ANCHOR = "TOMBOLO_ANCHOR";

    public LaunchPlan {
        args = List.copyOf(args);
        env = Ordered.copy(env);
        own = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(own));
        placed = List.copyOf(placed);
        secret = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(secret));
    }

    /// Something of ours at an absolute path.
    ///
    /// @param source on the machine
    /// @param target as the attempt sees it
    /// @param copy   whether each attempt gets a copy of its own
    public record Placed(String source, String target, boolean readOnly, boolean copy) {}

    public record Ids(int user, int group) {}
}
