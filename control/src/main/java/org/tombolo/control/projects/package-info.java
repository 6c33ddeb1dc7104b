/// Projects, users, members and tokens.
@NullMarked
package org.tombolo.control.projects;

import org.jspecify.annotations.NullMarked;
