/** Tests of the test kit: each assertion with a history that it must refuse. */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
