/** The document of benchmarks, with its tables and pictures, made of a template and the results that are committed. */
@NullMarked
package io.millrace.benchmarks.report;

import org.jspecify.annotations.NullMarked;
