/** Results of benchmarks as files, with all that is needed to judge and to repeat them, and the document that is made of them. */
@NullMarked
package io.millrace.benchmarks.results;

import org.jspecify.annotations.NullMarked;
