/** The {@code selftest} command, which tries the devices of this machine. */
@NullMarked
package io.millrace.samples.selftest;

import org.jspecify.annotations.NullMarked;
