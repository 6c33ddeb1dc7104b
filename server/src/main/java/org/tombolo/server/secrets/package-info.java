/// The values of secrets at rest: sealed with keys that are not in the database.
@NullMarked
package org.tombolo.server.secrets;

import org.jspecify.annotations.NullMarked;
