/// Asks a factory over HTTP, and goes on where it was when the factory comes back.
@NullMarked
package org.tombolo.cli.client;

import org.jspecify.annotations.NullMarked;
