package io.millrace.samples.esp;

import io.millrace.samples.capture.CaptureInterface;
import io.millrace.samples.capture.IpPacket;
import io.millrace.samples.capture.LinkLayer;
import io.millrace.samples.capture.Packet;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The beginning of the way: finds the IP packet of each frame and the association it belongs to, and hands it on. */
final class PacketFeeder {
    private final boolean decrypt;
    private final EspRequest.NonIp nonIp;
    private final List<SecurityAssociation> associations;
    private final Map<Integer, Integer> seriesOfIndex = new HashMap<>();
    private final Map<Integer, LinkLayer> layers = new HashMap<>();
    private final TotalOrder order;
    private final PacketPipeline pipeline;
    private long next;
    private long submitted;
    private long submittedBytes;
    private long withoutIp;

    PacketFeeder(
            EspRequest request, List<SecurityAssociation> associations, TotalOrder order, PacketPipeline pipeline) {
        this.decrypt = request.decrypt();
        this.nonIp = request.nonIp();
        this.associations = associations;
        this.order = order;
        this.pipeline = pipeline;
        for (SecurityAssociation association : associations) {
            seriesOfIndex.put(association.securityParametersIndex(), seriesOfIndex.size());
        }
    }

    void feed(Packet packet) throws IOException, EspException {
        byte[] frame = packet.frame();
        LinkLayer layer = layer(packet.origin());
        int linkBytes = layer.headerLength(frame);
        int ipBytes = linkBytes < 0 ? -1 : IpPacket.length(frame, linkBytes, layer.version(frame, linkBytes));
        if (ipBytes < 0) {
            feedWithoutIp(packet, layer);
        } else if (decrypt) {
            feedSealed(packet, layer, linkBytes, ipBytes);
        } else {
            submit(packet, layer, linkBytes, ipBytes, FlowHash.spread(frame, linkBytes, ipBytes, associations.size()));
        }
    }

    /** IP packets handed to the pipeline. */
    long submitted() {
        return submitted;
    }

    /** Bytes of these IP packets. */
    long submittedBytes() {
        return submittedBytes;
    }

    /** Frames without a whole IP packet. */
    long withoutIp() {
        return withoutIp;
    }

    /** What the interfaces of the output look like. */
    CaptureInterface outputInterface(CaptureInterface origin) throws EspException {
        return origin.withLinkType(layer(origin).linkType());
    }

    private void feedWithoutIp(Packet packet, LinkLayer layer) throws IOException {
        withoutIp++;
        if (nonIp == EspRequest.NonIp.PASS) {
            order.admit(next, packet.frame().length);
            CaptureInterface origin = packet.origin().withLinkType(layer.linkType());
            order.put(PacketResult.passed(next++, packet, packet.with(origin, packet.frame())));
        }
    }

    private void feedSealed(Packet packet, LinkLayer layer, int linkBytes, int ipBytes) throws IOException {
        byte[] frame = packet.frame();
        String refusal = EspHeader.refusal(frame, linkBytes, ipBytes);
        if (refusal == null) {
            int index = EspHeader.securityParametersIndex(frame, EspHeader.offset(frame, linkBytes));
            Integer series = seriesOfIndex.get(index);
            if (series != null) {
                submit(packet, layer, linkBytes, ipBytes, series);
                return;
            }
            refusal = "expected an SPI of the key file, found " + SecurityAssociation.name(index);
        }
        order.admit(next, frame.length);
        order.put(PacketResult.refused(next++, packet, refusal));
    }

    private void submit(Packet packet, LinkLayer layer, int linkBytes, int ipBytes, int series) throws IOException {
        order.admit(next, packet.frame().length);
        pipeline.submit(new PacketJob(next++, packet, layer, linkBytes, ipBytes, series, associations.get(series)));
        submitted++;
        submittedBytes += ipBytes;
    }

    private LinkLayer layer(CaptureInterface origin) throws EspException {
        LinkLayer known = layers.get(origin.linkType());
        if (known != null) {
            return known;
        }
        LinkLayer layer = LinkLayer.of(origin.linkType());
        if (layer == null) {
            throw new EspException("interface " + origin.number() + " has an unknown link type: expected Ethernet (1),"
                    + " raw IP (101, 228, 229), loopback (0, 108) or Linux cooked (113, 276), found "
                    + origin.linkType());
        }
        layers.put(origin.linkType(), layer);
        return layer;
    }
}
