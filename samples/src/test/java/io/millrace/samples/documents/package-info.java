/** Tests that hold the documents against the source tree: what a test can check in a document is checked. */
@NullMarked
package io.millrace.samples.documents;

import org.jspecify.annotations.NullMarked;
