/// The engine for Slurm clusters: real jobs under the site's own scheduler, over its commands and a shared folder.
@NullMarked
package org.tombolo.engineslurm;

import org.jspecify.annotations.NullMarked;
