/**
 * Packet captures as streams: classic pcap and pcapng, read and written a packet at a time in bounded memory, and the
 * link layers whose frames carry IP. What is not a whole, unabridged capture is refused with a sentence that names the
 * packet and the byte.
 */
@NullMarked
package io.millrace.samples.capture;

import org.jspecify.annotations.NullMarked;
