/// Who may: one answer for every (role, verb, thing), no by default.
@NullMarked
package org.tombolo.api.guard;

import org.jspecify.annotations.NullMarked;
