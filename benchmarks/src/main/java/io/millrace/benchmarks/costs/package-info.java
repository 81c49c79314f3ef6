/**
 * Where the time of a pipeline goes: what its threads spend in feeding, scheduling, tasks, restoring order and waiting, measured apart by a device that times
 * each call of the device behind it.
 */
@NullMarked
package io.millrace.benchmarks.costs;

import org.jspecify.annotations.NullMarked;
