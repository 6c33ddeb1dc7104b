package org.tombolo.api.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tombolo.blobs.Blobs;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.upload.TreeEntry;
import org.tombolo.model.upload.TreeManifest;

/// Trees of files that came before a run that needs them.
public final class Uploads {
    private static final int MOST_BYTES = 64 << 20;

    private final Blobs blobs;

    public Uploads(Blobs blobs) {
        this.blobs = blobs;
    }

    /// The manifest; `BAD_INPUT` when it, or an object that it names, is not in the store, or it names no files that
    /// the workflow file asks for.
    ///
    /// @param named paths that the workflow file names
    TreeManifest whole(Digest digest, List<String> named) {
        var manifest = read(digest);
        var missing = manifest.entries().stream()
                .map(TreeEntry::digest)
                .distinct()
                .filter(each -> !blobs.has(each))
                .toList();
        if (!missing.isEmpty()) {
            throw bad("upload %s: %d of its files are not here (the first is %s); send them, then ask again"
                    .formatted(digest, missing.size(), missing.getFirst()));
        }
        for (var path : named) {
            if (!manifest.holds(path)) {
                throw bad("upload %s: the workflow file names \"%s\", which is not in it".formatted(digest, path));
            }
        }
        return manifest;
    }

    private TreeManifest read(Digest digest) {
        long size = blobs.size(digest)
                .orElseThrow(() -> bad("upload %s: its manifest is not here; send it first".formatted(digest)));
        if (size > MOST_BYTES) {
            throw bad("upload %s: expected a tree manifest of at most 64 MiB, found %d bytes".formatted(digest, size));
        }
        try (var in = blobs.open(digest)) {
            return TreeManifest.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TomboloException(ErrorCode.INTERNAL, "upload %s cannot be read".formatted(digest), e);
        }
    }

    private static TomboloException bad(String message) {
        return new TomboloException(ErrorCode.BAD_INPUT, message);
    }
}
