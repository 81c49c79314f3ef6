/**
 * Parallel pipelines whose output stays in order.
 *
 * <p>An {@linkplain io.millrace.ordered.OrderedPipeline ordered pipeline} works on items in parallel, each worker with
 * a state of its own, and hands the results to a consumer one at a time, in the order in which the items were
 * submitted to their series. The first failure ends it.
 *
 * <p>{@linkplain io.millrace.ordered.OrderedStreams Streams and iterators}, {@linkplain io.millrace.ordered.OrderedFutures futures} and
 * a {@linkplain io.millrace.ordered.OrderedProcessor processor} of Reactive Streams apply a function in parallel where the program has one of these
 * already; an {@linkplain io.millrace.ordered.OrderedWindow ordered window} serves to write another one.
 *
 * <p>A {@linkplain io.millrace.ordered.ParallelCipher cipher of records} and a {@linkplain io.millrace.ordered.ParallelStreamCipher cipher of a stream} are
 * pipelines that encrypt.
 */
@NullMarked
package io.millrace.ordered;

import org.jspecify.annotations.NullMarked;
