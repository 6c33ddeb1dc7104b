package org.tombolo.model.upload;

import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.Names;
import org.tombolo.model.TomboloException;

/// One file of a tree: where it belongs and what is in it.
///
/// @param path   as `TreePath` allows
/// @param size   bytes
/// @param digest of the content
public record TreeEntry(String path, long size, boolean executable, Digest digest) {
    public TreeEntry {
        TreePath.fault(path).ifPresent(fault -> {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "path \"%s\" in an upload: expected a relative path, but it %s"
                            .formatted(Names.printable(path), fault));
        });
        if (size < 0) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT, "upload, \"%s\": a size of %d bytes".formatted(Names.printable(path), size));
        }
    }
}
