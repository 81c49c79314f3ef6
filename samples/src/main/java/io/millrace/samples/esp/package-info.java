/**
 * The {@code esp} command: puts the IP packets of a capture into ESP tunnel packets (RFC 4303, AES-GCM by RFC 4106), in
 * parallel and in order, and takes them out again. Each security association is a series of its own, whose places are
 * the ESP sequence numbers.
 */
@NullMarked
package io.millrace.samples.esp;

import org.jspecify.annotations.NullMarked;
