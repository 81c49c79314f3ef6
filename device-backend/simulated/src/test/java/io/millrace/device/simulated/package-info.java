/** Tests of simulations, and the contract of all devices run in them. */
@NullMarked
package io.millrace.device.simulated;

import org.jspecify.annotations.NullMarked;
