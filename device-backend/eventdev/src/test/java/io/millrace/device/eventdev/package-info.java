@NullMarked
package io.millrace.device.eventdev;

import org.jspecify.annotations.NullMarked;
