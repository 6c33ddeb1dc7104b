/// How long the smallest run takes, from both ends.
@NullMarked
package org.tombolo.bench.hello;

import org.jspecify.annotations.NullMarked;
