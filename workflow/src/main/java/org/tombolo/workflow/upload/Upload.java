package org.tombolo.workflow.upload;

import java.nio.file.Path;
import java.util.SequencedMap;
import org.tombolo.model.Digest;
import org.tombolo.model.Ordered;
import org.tombolo.model.upload.TreeManifest;

/// What is sent along with a run.
///
/// @param contents one file for each content of the manifest
public record Upload(TreeManifest manifest, SequencedMap<Digest, Path> contents) {
    public Upload {
        contents = Ordered.copy(contents);
    }
}
