/** AES-GCM packets that are worked on in parallel and taken in order, as the kernel's tcrypt measures pcrypt. */
@NullMarked
package io.millrace.benchmarks.packets;

import org.jspecify.annotations.NullMarked;
