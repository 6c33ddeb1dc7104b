package org.tombolo.api.routes;

import org.tombolo.model.Digest;

/// Trees of files that came before a run that needs them.
public interface Uploads {
    /// `BAD_INPUT` when the manifest, or an object that it names, is not in the store.
    void mustBeWhole(Digest manifest);
}
