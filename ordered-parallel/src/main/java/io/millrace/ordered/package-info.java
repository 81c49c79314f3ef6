/**
 * Parallel pipelines whose output stays in order.
 *
 * <p>An {@linkplain io.millrace.ordered.OrderedPipeline ordered pipeline} works on items in parallel, each worker with
 * a state of its own, and hands the results to a consumer one at a time, in the order in which the items were
 * submitted to their series. The first failure ends it.
 */
@NullMarked
package io.millrace.ordered;

import org.jspecify.annotations.NullMarked;
