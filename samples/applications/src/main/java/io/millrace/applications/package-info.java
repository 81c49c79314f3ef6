/**
 * Frameworks of others with Millrace in the place of their pools: what the launcher runs as {@code apps}. Each has a
 * package of its own, with the few lines that a user would write and a job that checks its own result.
 */
@NullMarked
package io.millrace.applications;

import org.jspecify.annotations.NullMarked;
