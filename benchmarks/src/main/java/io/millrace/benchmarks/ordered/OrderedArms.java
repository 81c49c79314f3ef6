package io.millrace.benchmarks.ordered;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.benchmarks.measure.Pools;
import io.millrace.core.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The arms by their names: ours, every peer that a user could pick instead, and one thread. */
public final class OrderedArms {

    /** Ours, with vectors as long as they may be. */
    public static final String MILLRACE = "millrace";

    /** Ours, each item on its own. */
    public static final String MILLRACE_ONE_BY_ONE = "millraceOneByOne";

    /** Both of ours. */
    public static final List<String> OURS = List.of(MILLRACE, MILLRACE_ONE_BY_ONE);

    /** Futures of a fork/join pool, taken in order. */
    public static final String FORK_JOIN = "forkJoinFutures";

    /** Futures of a thread pool, taken in order. */
    public static final String THREAD_POOL = "threadPoolFutures";

    /** The Disruptor whose threads yield while they wait. */
    public static final String DISRUPTOR_YIELDING = "disruptorYielding";

    /** The kernel's algorithm over a fork/join pool. */
    public static final String PADATA_FORK_JOIN = "padataForkJoin";

    /** The kernel's algorithm over a thread pool. */
    public static final String PADATA_THREAD_POOL = "padataThreadPool";

    /** The parallel-collectors library, which has no window. */
    public static final String PARALLEL_COLLECTORS = "parallelCollectors";

    /** The ports of padata, of which the better one is compared with. */
    public static final List<String> PADATA = List.of(PADATA_FORK_JOIN, PADATA_THREAD_POOL);

    /** No executor. */
    public static final String ONE_THREAD = "oneThread";

    private OrderedArms() {}

    /** Returns all arms that this JDK can run, in the order in which they are shown. */
    public static Map<String, OrderedArm.Opening> all() {
        Map<String, OrderedArm.Opening> arms = new LinkedHashMap<>();
        OURS.forEach(name -> arms.put(name, (workers, window) -> openOurs(name, OurDevice.find(), workers, window)));
        arms.put(FORK_JOIN, (workers, window) -> new FuturesArm(Pools.forkJoin(workers), window));
        arms.put(THREAD_POOL, (workers, window) -> new FuturesArm(Pools.threadPool(workers), window));
        arms.put("enhancedQueueFutures", (workers, window) -> new FuturesArm(Pools.enhancedQueue(workers), window));
        arms.put(DISRUPTOR_YIELDING, (workers, window) -> new DisruptorArm(workers, new YieldingWaitStrategy()));
        arms.put("disruptorBlocking", (workers, window) -> new DisruptorArm(workers, new BlockingWaitStrategy()));
        arms.put(PADATA_FORK_JOIN, (workers, window) -> new PadataArm(Pools.forkJoin(workers), workers, window));
        arms.put(PADATA_THREAD_POOL, (workers, window) -> new PadataArm(Pools.threadPool(workers), workers, window));
        arms.put("reactor", ReactorArm::new);
        arms.put("pekko", PekkoArm::new);
        arms.put(PARALLEL_COLLECTORS, (workers, window) -> new ParallelCollectorsArm(Pools.forkJoin(workers), workers));
        ServiceLoader.load(OrderedArmProvider.class).forEach(provider -> arms.putAll(provider.arms()));
        arms.put(ONE_THREAD, (workers, window) -> new OneThread());
        return arms;
    }

    /** Opens ours with statistics on, which is no peer. */
    public static OrderedArm recordingLatency(int workers, int window) {
        return new MillraceArm(OurDevice.find(), workers, window, PipelineUse.RECORDING_LATENCY);
    }

    /** Opens ours with a producer that waits for each item before it has the next one. */
    public static OrderedArm invoking(int workers, int window) {
        return new MillraceArm(OurDevice.find(), workers, window, PipelineUse.INVOKING);
    }

    /** Opens one of ours on a device. */
    public static OrderedArm openOurs(String name, Device device, int workers, int window) {
        return new MillraceArm(
                device, workers, window, name.equals(MILLRACE) ? PipelineUse.IN_VECTORS : PipelineUse.ONE_BY_ONE);
    }

    /** Opens an arm by its name. */
    public static OrderedArm open(String name, int workers, int window) {
        OrderedArm.Opening opening = all().get(name);
        if (opening == null) {
            throw new IllegalArgumentException("no such arm: name=" + name + ", known=" + all().keySet());
        }
        return opening.open(workers, window);
    }
}
