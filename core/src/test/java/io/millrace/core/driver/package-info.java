@NullMarked
package io.millrace.core.driver;

import org.jspecify.annotations.NullMarked;
