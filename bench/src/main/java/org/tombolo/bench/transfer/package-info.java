/// Transfers, beside rclone.
@NullMarked
package org.tombolo.bench.transfer;

import org.jspecify.annotations.NullMarked;
