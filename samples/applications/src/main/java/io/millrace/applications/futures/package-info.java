/** The {@code apps futures} command: two stages that wait for each other where there is one worker. */
@NullMarked
package io.millrace.applications.futures;

import org.jspecify.annotations.NullMarked;
