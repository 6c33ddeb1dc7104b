/// Projects, users, members and tokens, as they are asked for and shown.
@NullMarked
package org.tombolo.wire.who;

import org.jspecify.annotations.NullMarked;
