/**
 * The programs behind the launcher. Each subcommand has a package of its own, uses the library only through its public
 * types, and turns every failure into one sentence on standard error and an exit status.
 */
@NullMarked
package io.millrace.samples;

import org.jspecify.annotations.NullMarked;
