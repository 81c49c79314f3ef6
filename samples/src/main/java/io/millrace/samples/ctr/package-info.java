/**
 * The {@code ctr} command: encrypts or decrypts a file of any size with AES in counter mode, in parallel and in order, to the
 * bytes that {@code openssl enc -aes-256-ctr} makes of it. One thread reads chunks, workers encrypt them in place, each from
 * the counter that belongs to its place in the file, and they are written in order.
 */
@NullMarked
package io.millrace.samples.ctr;

import org.jspecify.annotations.NullMarked;
