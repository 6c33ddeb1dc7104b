/// Folders and what is in them.
@NullMarked
package org.tombolo.agent.files;

import org.jspecify.annotations.NullMarked;
