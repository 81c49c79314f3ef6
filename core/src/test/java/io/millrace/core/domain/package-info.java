@NullMarked
package io.millrace.core.domain;

import org.jspecify.annotations.NullMarked;
