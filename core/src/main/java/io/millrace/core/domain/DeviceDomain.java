package io.millrace.core.domain;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.DomainReport;
import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.FlushCallback;
import io.millrace.core.Ingress;
import io.millrace.core.Port;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.QueueReport;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A domain as every device of ours has it: the parts, and the way of an entry between them. What a device adds is its {@linkplain DeviceQueue queues}.
 *
 * <pre>
 *   NEW:      state? ─▶ credit ─▶ state? ─▶ place (ordered) ─▶ queue ─▶ doorbell
 *   FORWARD:  new header ─▶ by the type it came from:  unordered, directed   append
 *                                                      atomic                append, then pass the flow on
 *                                                      ordered               append when all before it have left
 *   RELEASE:  the same with "give the credit back" in place of "append"
 * </pre>
 *
 * <p>NEW looks at the state again after it has its credit. So whoever sets the state to DRAINING and then counts credits has counted every entry that will
 * still be accepted.
 */
public final class DeviceDomain implements SchedulingDomain {

    private static final int MOST_STRIPES = 8;

    private final DomainConfiguration configuration;
    private final Device device;
    private final QueueMaker maker;
    private final EntryStore store;
    private final CreditPool pool;
    private final OrderedShare orderedShare;
    private final CreditWaiters creditWaiters;
    private final Doorbell doorbell;
    private final DeviceQueue[] queues;
    private final @Nullable ExecutionCredits[] executionCredits;
    private final QueueWeights weights;
    private final long[] flowLimits;
    private final DevicePort[] ports;
    private final DeviceIngress ingress;
    private final Actor flusher;
    private final Linkage linkage;
    private final LongAdder[] refused = new LongAdder[Refusal.values().length];
    private final DomainLife life;

    /** Opens a domain with the queues of a device. The configuration was checked. */
    public DeviceDomain(DomainConfiguration configuration, Device device, QueueMaker maker) {
        this.configuration = configuration;
        this.device = device;
        this.maker = maker;
        int portCount = configuration.ports().size();
        int ingressStripes = Integer.highestOneBit(Math.max(1, Math.min(MOST_STRIPES, Surroundings.processors())));
        int stripes = portCount + ingressStripes + 1;
        int limit = configuration.creditLimit();
        store = new EntryStore(limit);
        pool = new CreditPool(limit, stripes);
        orderedShare = new OrderedShare(limit, stripes);
        creditWaiters = new CreditWaiters(pool, limit);
        doorbell = new Doorbell(portCount);
        executionCredits = configuration.queues().stream()
                .map(QueueConfiguration::executionCredits)
                .map(credits -> credits == QueueConfiguration.NO_LIMIT ? null : new ExecutionCredits(credits, doorbell))
                .toArray(ExecutionCredits[]::new);
        queues = IntStream.range(0, configuration.queues().size())
                .mapToObj(id -> maker.queue(this, id, linked(id), executionCredits[id]))
                .toArray(DeviceQueue[]::new);
        weights = new QueueWeights(configuration.queues());
        flowLimits = configuration.queues().stream()
                .mapToLong(queue -> queue.type().hasFlows() ? queue.flowLimit() : Long.MAX_VALUE)
                .toArray();
        ports = IntStream.range(0, portCount)
                .mapToObj(id ->
                        new DevicePort(this, maker, id, configuration.ports().get(id)))
                .toArray(DevicePort[]::new);
        doorbell.connect(ports);
        linkage = new Linkage(this, device);
        ingress = new DeviceIngress(
                this,
                IntStream.range(0, ingressStripes)
                        .mapToObj(i -> maker.actor(this, portCount + i, null))
                        .toArray(Actor[]::new));
        flusher = maker.actor(this, stripes - 1, null);
        Arrays.setAll(refused, i -> new LongAdder());
        life = new DomainLife(this, queues, ports, creditWaiters, flusher);
    }

    private PortSet linked(int id) {
        PortSet linked = new PortSet(configuration.ports().size());
        IntStream.range(0, configuration.ports().size())
                .filter(port -> configuration.ports().get(port).links().stream().anyMatch(link -> link.queue() == id))
                .forEach(linked::add);
        return linked;
    }

    // The parts, as ports and queues see them.

    public EntryStore store() {
        return store;
    }

    CreditPool pool() {
        return pool;
    }

    public OrderedShare orderedShare() {
        return orderedShare;
    }

    public Doorbell doorbell() {
        return doorbell;
    }

    public DeviceQueue queue(int id) {
        return queues[id];
    }

    QueueWeights weights() {
        return weights;
    }

    int portCount() {
        return ports.length;
    }

    Linkage linkage() {
        return linkage;
    }

    long now() {
        return configuration.clock().getAsLong();
    }

    boolean takesNew() {
        return life.takesNew();
    }

    boolean delivers() {
        return life.delivers();
    }

    static Object payload(Burst burst, int index) {
        return Objects.requireNonNull(burst.payload(index), "payload");
    }

    // The way of an entry.

    void check(long header) {
        int queue = EntryHeader.queue(header);
        if (queue >= queues.length) {
            throw new IllegalArgumentException("no such queue: queue=" + queue + ", queues=" + queues.length);
        }
        if (EntryHeader.flow(header) >= flowLimits[queue]) {
            throw new IllegalArgumentException(
                    "no such flow: queue=" + configuration.queues().get(queue).name() + ", flow="
                            + EntryHeader.flow(header) + ", flowLimit=" + flowLimits[queue]);
        }
    }

    Refusal admit(long header, Object payload, Actor actor) {
        Objects.requireNonNull(payload, "payload");
        Refusal refusal = life.takesNew() ? admitStarted(header, payload, actor) : Refusal.STOPPED;
        if (!refusal.accepted()) {
            count(refusal);
        }
        return refusal;
    }

    private Refusal admitStarted(long header, Object payload, Actor actor) {
        DeviceQueue queue = queues[EntryHeader.queue(header)];
        if (!queue.hasRoom(header)) {
            return Refusal.REORDER_WINDOW;
        }
        int slot = actor.take();
        if (slot < 0) {
            return Refusal.NO_CREDIT;
        }
        // Pairs with drain(): the credit is taken, then the state read; there the state is set, then the credits are
        // counted.
        if (!life.takesNew()) {
            actor.giveUnused(slot);
            return Refusal.STOPPED;
        }
        store.header(slot, header);
        store.payload(slot, payload);
        store.state(slot, EntryStore.QUEUED);
        if (!queue.tryAppend(slot, header, actor)) {
            store.end(slot);
            actor.giveUnused(slot);
            return Refusal.REORDER_WINDOW;
        }
        return Refusal.NONE;
    }

    Refusal fragment(int holder, long header, Object payload, Actor actor) {
        if (!device.capabilities().contains(DeviceCapability.FRAGMENTS)) {
            throw new UnsupportedOperationException("an entry cannot have fragments on this device: device="
                    + device.name() + ", needed=" + DeviceCapability.FRAGMENTS);
        }
        Objects.requireNonNull(payload, "payload");
        QueueConfiguration from = configuration.queues().get(EntryHeader.queue(store.header(holder)));
        if (from.type() != SchedulingType.ORDERED) {
            throw new IllegalStateException("only an entry of an ordered queue can have fragments: queue=" + from.name()
                    + ", type=" + from.type());
        }
        if (store.fragmentCount(holder) == Port.FRAGMENT_LIMIT) {
            throw new IllegalStateException(
                    "an entry has too many fragments: limit=" + Port.FRAGMENT_LIMIT + ", queue=" + from.name());
        }
        if (!delivers()) {
            count(Refusal.STOPPED);
            return Refusal.STOPPED;
        }
        int slot = actor.take();
        if (slot < 0) {
            count(Refusal.NO_CREDIT);
            return Refusal.NO_CREDIT;
        }
        store.header(slot, header);
        store.payload(slot, payload);
        store.state(slot, EntryStore.FRAGMENT);
        store.addFragment(holder, slot);
        return Refusal.NONE;
    }

    void forward(int slot, long header, @Nullable Object payload, Actor actor) {
        long from = store.header(slot);
        long seat = store.seat(slot);
        store.header(slot, header);
        store.payload(slot, payload);
        finishedIn(EntryHeader.queue(from)).forward(slot, from, seat, actor);
    }

    void release(int slot, Actor actor) {
        long from = store.header(slot);
        finishedIn(EntryHeader.queue(from)).release(slot, from, store.seat(slot), actor);
    }

    /** Returns the queue in which a delivered entry was finished, after giving its execution credit back. */
    private DeviceQueue finishedIn(int id) {
        DeviceQueue queue = queues[id];
        ExecutionCredits credits = executionCredits[id];
        if (credits != null) {
            credits.give(1, queue);
        }
        return queue;
    }

    /** Puts an entry back that was set aside for a port. Its place in an ordered flow is fixed already. */
    void requeue(int slot) {
        long header = store.header(slot);
        store.state(slot, EntryStore.QUEUED);
        queues[EntryHeader.queue(header)].requeue(slot, header);
    }

    void creditGiven() {
        if (!creditWaiters.isEmpty()) {
            creditWaiters.given(doorbell.anyAsleep());
        }
    }

    void portSleeps() {
        creditWaiters.portSleeps();
    }

    boolean awaitCredit(long timeoutNanos) throws InterruptedException {
        return life.takesNew() && creditWaiters.await(timeoutNanos) && life.takesNew();
    }

    boolean isPast(int threshold) {
        return threshold < store.capacity() && inFlight() >= threshold;
    }

    void count(Refusal refusal) {
        refused[refusal.ordinal()].increment();
    }

    // The domain as others see it.

    @Override
    public DomainConfiguration configuration() {
        return configuration;
    }

    @Override
    public DomainState state() {
        return life.state();
    }

    @Override
    public Ingress ingress() {
        return ingress;
    }

    @Override
    public DevicePort port(int id) {
        return ports[Objects.checkIndex(id, ports.length)];
    }

    @Override
    public void start() {
        life.start();
    }

    @Override
    public void drain() {
        life.drain();
    }

    @Override
    public int flush(int queue, FlushCallback callback) {
        return life.flush(Objects.checkIndex(queue, queues.length), Objects.requireNonNull(callback, "callback"));
    }

    @Override
    public boolean stop(FlushCallback callback, long timeoutNanos) throws InterruptedException {
        return life.stop(Objects.requireNonNull(callback, "callback"), timeoutNanos);
    }

    @Override
    public void reset() {
        life.reset();
    }

    @Override
    public void close() {
        life.close();
        maker.close();
    }

    @Override
    public int inFlight() {
        return store.capacity() - pool.free();
    }

    @Override
    public boolean isIdle() {
        return inFlight() == 0;
    }

    @Override
    public int weight(int queue) {
        return weights.get(Objects.checkIndex(queue, queues.length));
    }

    @Override
    public void weight(int queue, int weight) {
        weights.set(Objects.checkIndex(queue, queues.length), weight);
    }

    @Override
    public long counter(DomainCounter counter) {
        return switch (counter) {
            case NEW_ACCEPTED -> ended() + inFlight();
            case RELEASED -> ended();
            case IN_FLIGHT -> inFlight();
            case REFUSED_NO_CREDIT -> refused[Refusal.NO_CREDIT.ordinal()].sum();
            case REFUSED_NEW_ENTRY_THRESHOLD -> refused[Refusal.NEW_ENTRY_THRESHOLD.ordinal()].sum();
            case REFUSED_REORDER_WINDOW -> refused[Refusal.REORDER_WINDOW.ordinal()].sum();
            case REFUSED_STOPPED -> refused[Refusal.STOPPED.ordinal()].sum();
            case FLUSHED ->
                IntStream.range(0, queues.length).mapToLong(life::flushed).sum();
            case WAKE_UPS -> doorbell.wakeUps();
        };
    }

    private long ended() {
        return Arrays.stream(ports).mapToLong(DevicePort::ended).sum() + ingress.ended() + flusher.ended();
    }

    @Override
    public long counter(int port, PortCounter counter) {
        return port(port).counter(counter);
    }

    @Override
    public DomainReport report() {
        Survey survey = new Survey(store, queues);
        return new DomainReport(
                life.state(),
                store.capacity(),
                inFlight(),
                IntStream.range(0, queues.length)
                        .mapToObj(queue -> report(queue, survey))
                        .toList(),
                Arrays.stream(ports).map(DevicePort::report).toList(),
                survey.stalledFlows());
    }

    private QueueReport report(int id, Survey survey) {
        QueueConfiguration queue = configuration.queues().get(id);
        long delivered =
                Arrays.stream(ports).mapToLong(port -> port.deliveredFrom(id)).sum();
        long taken = life.flushed(id);
        int waiting = survey.waiting(id);
        return new QueueReport(
                id,
                queue.name(),
                queue.type(),
                delivered + taken + waiting,
                delivered,
                taken,
                waiting,
                survey.inWork(id),
                survey.parked(id),
                survey.flows(id));
    }
}
