/**
 * What commands share that make one file of another, piece by piece, on all cores and in order: from a file or standard
 * input to a file or standard output.
 */
@NullMarked
package io.millrace.samples.filter;

import org.jspecify.annotations.NullMarked;
