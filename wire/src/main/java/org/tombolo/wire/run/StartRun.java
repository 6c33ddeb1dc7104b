package org.tombolo.wire.run;

import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.wire.secret.OneOffSecret;

/// Starts a run. The workflow goes as text: the server reads it again, and trusts nobody's reading but its own.
///
/// @param run      the run's id, drawn by the client: repeating the request gives the first answer
/// @param workflow the file's text
/// @param file     the file's name, for messages
/// @param params   values for the file's `params`; those of type `path` are paths in the upload
/// @param upload   the digest of the tree manifest; its objects are in the blob store already
/// @param site     only there
/// @param env      added to every job, below its own
/// @param secrets  by name: there, each stands for the user's secret of that name
public record StartRun(
        String run,
        Optional<String> name,
        SequencedMap<String, String> labels,
        String workflow,
        Optional<String> file,
        SequencedMap<String, String> params,
        Optional<String> upload,
        Optional<String> site,
        SequencedMap<String, String> env,
        int priority,
        SequencedMap<String, OneOffSecret> secrets) {
    public StartRun {
        labels = Ordered.copy(labels);
        params = Ordered.copy(params);
        env = Ordered.copy(env);
        secrets = Ordered.copy(secrets);
    }
}
