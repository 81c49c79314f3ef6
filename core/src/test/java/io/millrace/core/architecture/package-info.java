/**
 * The rules of the house as tests: which way dependencies point, which calls are banned, which types are public. Every
 * module runs them on its own classes through {@link io.millrace.core.architecture.ArchitectureContract}.
 */
@NullMarked
package io.millrace.core.architecture;

import org.jspecify.annotations.NullMarked;
