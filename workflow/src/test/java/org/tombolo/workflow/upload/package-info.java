/// Tests of uploads.
@NullMarked
package org.tombolo.workflow.upload;

import org.jspecify.annotations.NullMarked;
