/// Files from elsewhere and to elsewhere, through a real agent, from and to real servers.
@NullMarked
package org.tombolo.testkit.data;

import org.jspecify.annotations.NullMarked;
