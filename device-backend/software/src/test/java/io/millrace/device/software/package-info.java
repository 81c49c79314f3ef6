/** Tests of the parts of the software device, and the contract of all devices run on it. */
@NullMarked
package io.millrace.device.software;

import org.jspecify.annotations.NullMarked;
