/**
 * Plants faults in the sources, one at a time, and shows which suite catches each. Not published: a build runs it with {@code -Pmutants}, after the tests of the
 * other modules were compiled.
 */
@NullMarked
package io.millrace.mutants;

import org.jspecify.annotations.NullMarked;
