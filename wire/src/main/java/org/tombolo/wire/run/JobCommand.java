package org.tombolo.wire.run;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// What each attempt of a job executes. A secret stands here by its reference.
///
/// @param image   as the workflow names it, `digest` what it means for the run
/// @param script  a text for the interpreter of its first line
/// @param argv    where there is no script; with one its arguments; empty of an image that starts by itself
/// @param env     what the file and the run say; the site adds its own
/// @param mounts  path → volume, `:ro` behind one that is only read
public record JobCommand(
        Optional<String> image,
        Optional<String> digest,
        Optional<String> script,
        List<String> argv,
        Optional<String> cwd,
        SequencedMap<String, String> env,
        SequencedMap<String, String> mounts) {
    public JobCommand {
        argv = List.copyOf(argv);
        env = Ordered.copy(env);
        mounts = Ordered.copy(mounts);
    }
}
