/** What an item costs against the number of workers: measured, and by a model that says what more cores would do. */
@NullMarked
package io.millrace.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
