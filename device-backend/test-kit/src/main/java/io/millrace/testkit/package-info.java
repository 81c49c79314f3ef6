/**
 * Tests of code that uses Millrace: a recording of a run and what can be asserted of it, a test that is run in many simulations, and generators of what goes into a
 * run. Recordings, what is asserted of them and what is generated know no executor, so they serve for any.
 */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
