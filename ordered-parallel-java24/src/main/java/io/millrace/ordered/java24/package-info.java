/**
 * What needs JDK 24: a {@linkplain io.millrace.ordered.java24.OrderedGatherers gatherer} that applies a function in parallel and keeps the order.
 */
@NullMarked
package io.millrace.ordered.java24;

import org.jspecify.annotations.NullMarked;
