/**
 * What the commands leave behind and show meanwhile: a file that appears whole or not at all, and a line on the terminal
 * that says how far a run is.
 */
@NullMarked
package io.millrace.samples.output;

import org.jspecify.annotations.NullMarked;
