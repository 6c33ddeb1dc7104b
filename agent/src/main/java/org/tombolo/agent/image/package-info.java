/// Container images on this machine: fetched from where they are, checked, unpacked, kept by digest.
@NullMarked
package org.tombolo.agent.image;

import org.jspecify.annotations.NullMarked;
