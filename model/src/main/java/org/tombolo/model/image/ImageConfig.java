package org.tombolo.model.image;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// What an image says about running it.
///
/// @param entrypoint begins the command where the workflow names none
/// @param command    follows the entry point where the workflow has no `args`
/// @param env        below the workflow's own
/// @param folder     where it starts; absolute
/// @param user       `NAME`, `NUMBER`, each with `:GROUP` or without
public record ImageConfig(
        List<String> entrypoint,
        List<String> command,
        SequencedMap<String, String> env,
        Optional<String> folder,
        Optional<String> user) {
    public static final ImageConfig NONE =
            new ImageConfig(List.of(), List.of(), Ordered.none(), Optional.empty(), Optional.empty());

    public ImageConfig {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        env = Ordered.copy(env);
    }

    public ImageConfig starting(String program) {
        return new ImageConfig(List.of(program), List.of(), env, folder, user);
    }
}
