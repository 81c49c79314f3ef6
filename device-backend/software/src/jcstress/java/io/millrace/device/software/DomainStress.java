package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.DomainCounter;
import io.millrace.core.PortCounter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Calls of a whole domain beside one another: NEW, drain, delivery, flush, release and what they count (I5, I22, I27). */
public final class DomainStress {

    private DomainStress() {}

    @JCStressTest
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "Refused.")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "Accepted, and counted after the drain.")
    @Outcome(
            id = "false, 1",
            expect = ACCEPTABLE,
            desc = "Refused, and its credit was on its way back when it was counted.")
    @Outcome(id = "true, 0", expect = FORBIDDEN, desc = "Accepted after the drain has counted nothing.")
    @State
    public static class NewAgainstDrain {

        private final StressDomain one = StressDomain.unordered(1);

        @Actor
        public void bringer(ZI_Result r) {
            r.r1 = one.enqueue();
        }

        @Actor
        public void drainer(ZI_Result r) {
            one.domain.drain();
            r.r2 = one.domain.inFlight();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, 1", "false, 0"},
            expect = ACCEPTABLE,
            desc = "What was accepted was flushed.")
    @Outcome(id = "true, 0", expect = FORBIDDEN, desc = "The flush after the drain left an entry.")
    @Outcome(expect = FORBIDDEN, desc = "Flushed although it was refused, or twice.")
    @State
    public static class NewAgainstDrainAndFlush {

        private final StressDomain one = StressDomain.unordered(1);

        @Actor
        public void bringer(ZI_Result r) {
            r.r1 = one.enqueue();
        }

        @Actor
        public void drainer(ZI_Result r) {
            one.domain.drain();
            r.r2 = one.flush();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1"},
            expect = ACCEPTABLE,
            desc = "The only credit was given once.")
    @Outcome(expect = FORBIDDEN, desc = "More was accepted than there are credits, or nothing.")
    @State
    public static class NewAgainstNewForTheLastCredit {

        private final StressDomain one = StressDomain.unordered(1);

        @Actor
        public void one(ZZI_Result r) {
            r.r1 = one.enqueue();
        }

        @Actor
        public void other(ZZI_Result r) {
            r.r2 = one.enqueue();
        }

        @Arbiter
        public void count(ZZI_Result r) {
            r.r3 = one.domain.inFlight();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "Delivered or flushed.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or delivered and flushed.")
    @State
    public static class DeliveryAgainstFlush {

        private final StressDomain one = StressDomain.unordered(1);

        public DeliveryAgainstFlush() {
            one.enqueue();
        }

        @Actor
        public void port(II_Result r) {
            r.r1 = one.dequeue(0);
        }

        @Actor
        public void flusher(II_Result r) {
            r.r2 = one.flush();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The first was delivered, the one behind it flushed.")
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "Both were flushed.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or delivered and flushed.")
    @State
    public static class DeliveryOfAFlowAgainstFlush {

        private final StressDomain two = StressDomain.atomic(2);

        public DeliveryOfAFlowAgainstFlush() {
            two.enqueue();
            two.enqueue();
        }

        @Actor
        public void port(II_Result r) {
            r.r1 = two.dequeue(0);
        }

        @Actor
        public void flusher(II_Result r) {
            r.r2 = two.flush();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "One is worked on, the other waits.")
    @Outcome(expect = FORBIDDEN, desc = "More are worked on than there are execution credits, or none is.")
    @State
    public static class DeliveryAgainstDeliveryWithinExecutionCredits {

        private final StressDomain two = StressDomain.oneAtATime(2);

        public DeliveryAgainstDeliveryWithinExecutionCredits() {
            two.enqueue();
            two.enqueue();
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = two.dequeue(0);
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = two.dequeue(1);
        }
    }

    /** Port 0 has an entry and has set another aside. */
    private static StressDomain withSetAside() {
        StressDomain two = StressDomain.unordered(2);
        two.enqueue();
        two.enqueue();
        two.dequeue(0);
        return two;
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "The owner has it, or the other took it back.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or delivered twice.")
    @State
    public static class DeliveryAgainstTakeBack {

        private final StressDomain two = withSetAside();

        @Actor
        public void owner(II_Result r) {
            r.r1 = two.dequeue(0);
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = two.dequeue(1);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "Taken back by a port, or flushed.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or delivered and flushed.")
    @State
    public static class TakeBackAgainstFlush {

        private final StressDomain two = withSetAside();

        @Actor
        public void other(II_Result r) {
            r.r1 = two.dequeue(1);
        }

        @Actor
        public void flusher(II_Result r) {
            r.r2 = two.flush();
        }
    }

    /** Port 0 has finished an entry of a flow and keeps the flow as its turn, since another entry waits. */
    private static StressDomain withTurn() {
        StressDomain two = StressDomain.atomic(2);
        two.enqueue();
        two.enqueue();
        two.dequeue(0);
        two.release(0);
        return two;
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "The owner goes on with the flow, or the other took it.")
    @Outcome(expect = FORBIDDEN, desc = "The turn was lost, or both have the flow.")
    @State
    public static class TurnAgainstTakeBack {

        private final StressDomain two = withTurn();

        @Actor
        public void owner(II_Result r) {
            r.r1 = two.dequeue(0);
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = two.dequeue(1);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "The owner goes on with the flow, or it was flushed.")
    @Outcome(expect = FORBIDDEN, desc = "The turn was lost, or delivered and flushed.")
    @State
    public static class TurnAgainstFlush {

        private final StressDomain two = withTurn();

        @Actor
        public void owner(II_Result r) {
            r.r1 = two.dequeue(0);
        }

        @Actor
        public void flusher(II_Result r) {
            r.r2 = two.flush();
        }
    }

    /** A detached entry that two threads want to end. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE,
            desc = "One ends it, the other is told; the credit is back.")
    @Outcome(expect = FORBIDDEN, desc = "Ended twice, or not at all.")
    @State
    public static class ReleaseAgainstReleaseOfADetachedEntry {

        private final StressDomain one = StressDomain.unordered(1);
        private final long entry;

        public ReleaseAgainstReleaseOfADetachedEntry() {
            one.enqueue();
            one.dequeue(0);
            entry = one.bursts[0].entry(0);
            one.port(0).detach(entry);
        }

        private int release() {
            try {
                one.domain.ingress().release(entry);
                return 1;
            } catch (IllegalStateException finished) {
                return 0;
            }
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = release();
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = release();
        }

        @Arbiter
        public void credits(III_Result r) {
            r.r3 = one.domain.inFlight();
        }
    }

    /** Two threads end entries on the same stripe, and a port ends another. */
    @JCStressTest
    @Outcome(id = "2, 2, 0", expect = ACCEPTABLE, desc = "Each entry was counted.")
    @Outcome(expect = FORBIDDEN, desc = "A count was lost.")
    @State
    public static class CountAgainstCount {

        private final StressDomain two = StressDomain.unordered(2);
        private final long detached;

        public CountAgainstCount() {
            two.enqueue();
            two.enqueue();
            two.dequeue(0);
            two.dequeue(1);
            detached = two.bursts[0].entry(0);
            two.port(0).detach(detached);
        }

        @Actor
        public void ingress() {
            two.domain.ingress().release(detached);
        }

        @Actor
        public void port() {
            two.release(1);
        }

        @Arbiter
        public void counters(III_Result r) {
            r.r1 = (int) two.domain.counter(DomainCounter.NEW_ACCEPTED);
            r.r2 = (int) two.domain.counter(DomainCounter.RELEASED);
            r.r3 = (int) two.domain.counter(DomainCounter.IN_FLIGHT);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"0", "1"},
            expect = ACCEPTABLE,
            desc = "The entry is held, or not.")
    @Outcome(expect = FORBIDDEN, desc = "A count that no moment has had.")
    @State
    public static class HeldAgainstDelivery {

        private final StressDomain one = StressDomain.unordered(1);

        public HeldAgainstDelivery() {
            one.enqueue();
        }

        @Actor
        public void port() {
            one.dequeue(0);
            one.release(0);
        }

        @Actor
        public void reader(I_Result r) {
            r.r1 = (int) one.domain.counter(0, PortCounter.HELD);
        }
    }

    /** A payload that is written without any order of its own. */
    private static final class Plain {

        int value;
    }

    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Nothing was delivered yet.")
    @Outcome(id = "42", expect = ACCEPTABLE, desc = "The holder sees what the bringer did before NEW.")
    @Outcome(id = "0", expect = FORBIDDEN, desc = "Delivered before it was written.")
    @State
    public static class NewHappensBeforeDelivery {

        private final StressDomain one = StressDomain.unordered(1);

        @Actor
        public void bringer() {
            Plain payload = new Plain();
            payload.value = 42;
            one.domain.ingress().enqueue(StressDomain.HEADER, payload);
        }

        @Actor
        public void port(I_Result r) {
            boolean delivered = one.dequeue(0) == 1;
            r.r1 = delivered ? ((Plain) one.bursts[0].payload(0)).value : -1;
        }
    }

    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Nothing was delivered yet.")
    @Outcome(id = "42", expect = ACCEPTABLE, desc = "The next holder sees what the holder did before FORWARD.")
    @Outcome(id = "0", expect = FORBIDDEN, desc = "Delivered before it was written.")
    @State
    public static class ForwardHappensBeforeDelivery {

        private final StressDomain one = StressDomain.unordered(1);
        private final Plain payload = new Plain();

        public ForwardHappensBeforeDelivery() {
            one.enqueue();
            one.dequeue(0);
        }

        @Actor
        public void holder() {
            payload.value = 42;
            one.port(0).forward(one.bursts[0].entry(0), StressDomain.HEADER, payload);
        }

        @Actor
        public void next(I_Result r) {
            boolean delivered = one.dequeue(1) == 1;
            r.r1 = delivered ? ((Plain) one.bursts[1].payload(0)).value : -1;
        }
    }

    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "The flow was held.")
    @Outcome(id = "42", expect = ACCEPTABLE, desc = "The next holder sees what the holder before did.")
    @Outcome(id = "0", expect = FORBIDDEN, desc = "The flow was passed on before its holder had finished.")
    @State
    public static class ReleaseHappensBeforeTheNextOfAFlow {

        private final StressDomain two = StressDomain.atomic(2);
        private final Plain state = new Plain();

        public ReleaseHappensBeforeTheNextOfAFlow() {
            two.enqueue();
            two.enqueue();
            two.dequeue(0);
        }

        @Actor
        public void holder() {
            state.value = 42;
            two.release(0);
        }

        @Actor
        public void next(I_Result r) {
            r.r1 = two.dequeue(1) == 1 ? state.value : -1;
        }
    }
}
