/** The {@code apps pekko} command: a stream of Pekko whose default dispatcher is Millrace, by configuration alone. */
@NullMarked
package io.millrace.applications.pekko;

import org.jspecify.annotations.NullMarked;
