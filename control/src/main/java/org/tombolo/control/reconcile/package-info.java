/// One reconciler for each site: what is wanted, what is seen, what is under way → what to ask of the site next.
@NullMarked
package org.tombolo.control.reconcile;

import org.jspecify.annotations.NullMarked;
