/// The repository's pages of Markdown, read for tests: their links and the commands they show.
@NullMarked
package org.tombolo.testkit.pages;

import org.jspecify.annotations.NullMarked;
