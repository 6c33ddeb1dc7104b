/// The state folder of the factory on this machine, its server's process, its token.
@NullMarked
package org.tombolo.cli.home;

import org.jspecify.annotations.NullMarked;
