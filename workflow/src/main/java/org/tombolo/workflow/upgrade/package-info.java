/// Rewrites files of version v1 as version v4, in their own text: comments, order and layout stay.
@NullMarked
package org.tombolo.workflow.upgrade;

import org.jspecify.annotations.NullMarked;
