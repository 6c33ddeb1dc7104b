/// What comes with a run: a tree of files, named by the digest of its manifest.
@NullMarked
package org.tombolo.model.upload;

import org.jspecify.annotations.NullMarked;
