/// What `./dev test` says at its end: how many tests passed, failed or were left out, and which.
@NullMarked
package org.tombolo.testkit.reports;

import org.jspecify.annotations.NullMarked;
