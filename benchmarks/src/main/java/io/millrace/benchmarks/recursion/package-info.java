/** Programs that divide their work again and again: the same code on a fork/join pool and on ours, which differs in its imports only. */
@NullMarked
package io.millrace.benchmarks.recursion;

import org.jspecify.annotations.NullMarked;
