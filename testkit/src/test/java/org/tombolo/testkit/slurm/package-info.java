/// A factory on the login node of a real Slurm cluster, as a user of it would have one.
@NullMarked
package org.tombolo.testkit.slurm;

import org.jspecify.annotations.NullMarked;
