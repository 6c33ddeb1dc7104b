/// The words of the house: ids and errors. Records only, no behaviour that needs a clock or a disk.
@NullMarked
package org.tombolo.model;

import org.jspecify.annotations.NullMarked;
