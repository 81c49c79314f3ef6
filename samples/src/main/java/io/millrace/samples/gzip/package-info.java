/**
 * The {@code gzip} command: compresses a file with all cores, as pigz does. Blocks of 128 KiB are compressed in parallel,
 * each with the 32 KiB before it as its dictionary, and written in order; they join to one stream of deflate (RFC 1951)
 * in one member of a gzip file (RFC 1952), which every gunzip reads.
 */
@NullMarked
package io.millrace.samples.gzip;

import org.jspecify.annotations.NullMarked;
