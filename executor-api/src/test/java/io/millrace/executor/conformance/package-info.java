/**
 * The conformance suite: what programs rely on in an {@link java.util.concurrent.ExecutorService}, run unchanged on the
 * executors of the JDK, which proves the tests, and on ours.
 */
package io.millrace.executor.conformance;
