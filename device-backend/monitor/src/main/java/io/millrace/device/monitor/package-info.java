/**
 * The monitored device: any device, whose promises are checked as it runs. It passes on what is asked of it and what it gives, and tells of what another
 * device would have to be mended for, with the entries that prove it.
 */
@NullMarked
package io.millrace.device.monitor;

import org.jspecify.annotations.NullMarked;
