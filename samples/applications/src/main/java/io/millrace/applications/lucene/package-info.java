/** The {@code apps lucene} command: searches of Lucene whose segments are searched in parallel by Millrace. */
@NullMarked
package io.millrace.applications.lucene;

import org.jspecify.annotations.NullMarked;
