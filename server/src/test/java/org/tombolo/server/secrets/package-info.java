@NullMarked
package org.tombolo.server.secrets;

import org.jspecify.annotations.NullMarked;
