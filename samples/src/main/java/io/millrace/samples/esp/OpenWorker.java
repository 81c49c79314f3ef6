package io.millrace.samples.esp;

import io.millrace.samples.capture.IpPacket;

/** Opens packets. Whether their sequence numbers are in order is seen later, where the packets are in order again. */
final class OpenWorker implements PacketWorker {
    private final EspOpener opener = new EspOpener();

    @Override
    public PacketResult work(PacketJob job, long place) {
        byte[] frame = job.packet().frame();
        int header = EspHeader.offset(frame, job.linkBytes());
        long sequenceNumber = EspHeader.sequenceNumber(frame, header);
        try {
            int espBytes = job.linkBytes() + job.ipBytes() - header;
            byte[] opened = opener.open(job.association(), frame, job.linkBytes(), header, espBytes);
            job.layer().changeVersion(opened, job.linkBytes(), IpPacket.version(opened, job.linkBytes()));
            return PacketResult.done(job, sequenceNumber, job.packet().with(job.origin(), opened));
        } catch (EspException failure) {
            return PacketResult.failed(job, sequenceNumber, String.valueOf(failure.getMessage()));
        }
    }
}
