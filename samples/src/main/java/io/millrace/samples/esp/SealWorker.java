package io.millrace.samples.esp;

/** Seals packets: the place in the series becomes the sequence number. */
final class SealWorker implements PacketWorker {
    private final EspSealer sealer;

    SealWorker(int run) {
        sealer = new EspSealer(run);
    }

    @Override
    public PacketResult work(PacketJob job, long place) {
        long sequenceNumber = place + 1;
        try {
            byte[] sealed = sealer.seal(
                    job.association(), sequenceNumber, job.packet().frame(), job.linkBytes(), job.ipBytes());
            job.layer().changeVersion(sealed, job.linkBytes(), 4);
            return PacketResult.done(job, sequenceNumber, job.packet().with(job.origin(), sealed));
        } catch (EspException failure) {
            return PacketResult.failed(job, -1, String.valueOf(failure.getMessage()));
        }
    }
}
