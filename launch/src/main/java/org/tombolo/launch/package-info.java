/// What runs on a site: supervisor scripts, their state files, container command lines.
@NullMarked
package org.tombolo.launch;

import org.jspecify.annotations.NullMarked;
