/** Classes that break the rules on purpose; the package is not null-marked on purpose too. */
package io.millrace.core.architecture.planted;
