package io.millrace.samples.esp;

import io.millrace.samples.capture.CaptureInterface;
import io.millrace.samples.capture.LinkLayer;
import io.millrace.samples.capture.Packet;

/**
 * One packet on its way to the workers.
 *
 * @param order place in the whole output, from 0
 * @param packet as it was read
 * @param layer the link layer of its frame
 * @param linkBytes how long the link header is
 * @param ipBytes how long the IP packet behind it is
 * @param series number of the association, whose series it belongs to
 * @param association whose keys it gets
 */
record PacketJob(
        long order,
        Packet packet,
        LinkLayer layer,
        int linkBytes,
        int ipBytes,
        int series,
        SecurityAssociation association) {

    /** The interface that the output names: its link type must be able to carry either version of IP. */
    CaptureInterface origin() {
        return packet.origin().withLinkType(layer.linkType());
    }
}
