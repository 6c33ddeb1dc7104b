/// What a container costs a job.
@NullMarked
package org.tombolo.bench.containers;

import org.jspecify.annotations.NullMarked;
