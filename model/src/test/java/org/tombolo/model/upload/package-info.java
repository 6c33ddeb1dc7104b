/// Tests of uploads.
@NullMarked
package org.tombolo.model.upload;

import org.jspecify.annotations.NullMarked;
