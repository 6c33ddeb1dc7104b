/// State folders as earlier versions left them: today's server goes on with each.
@NullMarked
package org.tombolo.testkit.golden;

import org.jspecify.annotations.NullMarked;
