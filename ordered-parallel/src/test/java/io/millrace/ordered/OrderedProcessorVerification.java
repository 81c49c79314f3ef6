package io.millrace.ordered;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.function.IntFunction;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.IdentityFlowProcessorVerification;

/** What the Technology Compatibility Kit of Reactive Streams asks about a processor. */
final class OrderedProcessorVerification extends IdentityFlowProcessorVerification<Integer> {

    private static final long TIMEOUT_MILLIS = 1000;
    private static final long SILENCE_MILLIS = 50;

    private final IntFunction<Flow.Processor<Integer, Integer>> processors;
    private final ExecutorService publishers;

    /** Verifies the processors that are made for a size of their buffer. */
    OrderedProcessorVerification(IntFunction<Flow.Processor<Integer, Integer>> processors, ExecutorService publishers) {
        super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS), TIMEOUT_MILLIS);
        this.processors = processors;
        this.publishers = publishers;
    }

    @Override
    protected Flow.Processor<Integer, Integer> createIdentityFlowProcessor(int bufferSize) {
        return processors.apply(bufferSize);
    }

    @Override
    protected Flow.Publisher<Integer> createFailedFlowPublisher() {
        Flow.Processor<Integer, Integer> failed = processors.apply(1);
        failed.onError(new IllegalStateException("planned"));
        return failed;
    }

    @Override
    public long maxSupportedSubscribers() {
        return 1;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @Override
    public ExecutorService publisherExecutorService() {
        return publishers;
    }
}
