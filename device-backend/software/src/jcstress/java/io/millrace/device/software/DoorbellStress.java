package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.domain.DevicePort;
import io.millrace.core.domain.Doorbell;
import io.millrace.core.domain.PortSet;
import io.millrace.core.domain.SlotRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Ports that fall asleep while work arrives (I23 to I26, I69). */
public final class DoorbellStress {

    /** Only to have ports that can be unparked. */
    private static final StressDomain PORTS = StressDomain.unordered(1);

    private DoorbellStress() {}

    private static Doorbell doorbell() {
        Doorbell bell = new Doorbell(2);
        bell.connect(new DevicePort[] {PORTS.port(0), PORTS.port(1)});
        return bell;
    }

    private static PortSet portZero() {
        PortSet set = new PortSet(2);
        set.add(0);
        return set;
    }

    private static void sleep(Doorbell bell, int port) {
        bell.beginSearch(port);
        bell.beginSleep(port);
    }

    @JCStressTest
    @Outcome(id = "7, false", expect = ACCEPTABLE, desc = "Found on the last look, and rung for.")
    @Outcome(id = "7, true", expect = ACCEPTABLE, desc = "Found on the last look, before the bringer rang.")
    @Outcome(id = "-1, false", expect = ACCEPTABLE, desc = "Not found, but woken.")
    @Outcome(id = "-1, true", expect = FORBIDDEN, desc = "The port sleeps beside its work.")
    @State
    public static class SleepAgainstRing {

        private final Doorbell bell = doorbell();
        private final PortSet linked = portZero();
        private final SlotRing work = new SlotRing(1);

        @Actor
        public void port(IZ_Result r) {
            sleep(bell, 0);
            r.r1 = work.claim();
        }

        @Actor
        public void bringer() {
            work.append(7);
            bell.ring(linked);
        }

        @Arbiter
        public void asleep(IZ_Result r) {
            r.r2 = bell.isAsleep(0);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Either the port found it, or it was woken, once.")
    @Outcome(expect = FORBIDDEN, desc = "Two bringers woke two ports though the first searched, or none.")
    @State
    public static class RingAgainstRing {

        private final Doorbell bell = doorbell();
        private final PortSet linked = portZero();

        public RingAgainstRing() {
            sleep(bell, 0);
        }

        @Actor
        public void one() {
            bell.ring(linked);
        }

        @Actor
        public void other() {
            bell.ring(linked);
        }

        @Arbiter
        public void woken(II_Result r) {
            r.r1 = bell.isAsleep(0) ? 0 : 1;
            r.r2 = (int) bell.wakeUps();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, 1", "false, 0"},
            expect = ACCEPTABLE,
            desc = "Woken by the other, or by itself; it searches.")
    @Outcome(expect = FORBIDDEN, desc = "The port is marked as asleep, or a wake-up is counted that was none.")
    @State
    public static class EndOfSleepAgainstWake {

        private final Doorbell bell = doorbell();

        public EndOfSleepAgainstWake() {
            sleep(bell, 0);
        }

        @Actor
        public void port() {
            bell.endSleep(0);
        }

        @Actor
        public void other(ZI_Result r) {
            r.r1 = bell.wake(0);
        }

        @Arbiter
        public void woken(ZI_Result r) {
            r.r2 = (int) bell.wakeUps() + (bell.isAsleep(0) ? 100 : 0);
        }
    }

    /** Two entries come while one port gives up searching and the other sleeps; the first takes one of them at most. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "The other port was woken for what is left.")
    @Outcome(id = "true", expect = FORBIDDEN, desc = "An entry waits, nobody searches, and a port sleeps.")
    @State
    public static class EndOfSearchAgainstRing {

        private final StressDomain two = StressDomain.unordered(2);

        public EndOfSearchAgainstRing() {
            sleep(two.domain.doorbell(), 1);
        }

        @Actor
        public void searcher() {
            two.port(0).dequeue(two.bursts[0], 1);
        }

        @Actor
        public void bringer() {
            two.enqueue();
            two.enqueue();
        }

        @Arbiter
        public void asleep(Z_Result r) {
            r.r1 = two.domain.doorbell().isAsleep(1);
        }
    }

    /** A port puts the ring for what it forwards off and takes one entry, while another comes and the other port sleeps. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "The other port was woken for what is left.")
    @Outcome(id = "true", expect = FORBIDDEN, desc = "An entry waits, nobody searches, and a port sleeps.")
    @State
    public static class RingPutOffAgainstNew {

        private final StressDomain two = StressDomain.ofPromptPorts(2);

        public RingPutOffAgainstNew() {
            two.enqueue();
            two.dequeue(0);
            sleep(two.domain.doorbell(), 1);
        }

        @Actor
        public void port() {
            two.forward(0);
            two.dequeue(0);
        }

        @Actor
        public void bringer() {
            two.enqueue();
        }

        @Arbiter
        public void asleep(Z_Result r) {
            r.r1 = two.domain.doorbell().isAsleep(1);
        }
    }

    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The port got the entry soon.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "The port slept beside its work.")
    @State
    public static class SleepOfAPortAgainstNew {

        private final StressDomain one = StressDomain.unordered(1);

        @Actor
        public void port(Z_Result r) {
            r.r1 = one.sleeps(0);
        }

        @Actor
        public void bringer() {
            one.enqueue();
        }
    }

    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The dequeue returned.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "The wake-up was lost.")
    @State
    public static class SleepOfAPortAgainstWake {

        private final StressDomain one = StressDomain.unordered(1);

        @Actor
        public void port(Z_Result r) {
            r.r1 = one.sleeps(0);
        }

        @Actor
        public void other() {
            one.port(0).wake();
        }
    }

    /** An entry waits for the only execution credit of its queue, which comes back while the other port falls asleep. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The port got the entry soon.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "The port slept beside an entry and a credit for it.")
    @State
    public static class SleepOfAPortAgainstExecutionCredit {

        private final StressDomain two = StressDomain.oneAtATime(2);

        public SleepOfAPortAgainstExecutionCredit() {
            two.enqueue();
            two.enqueue();
            two.dequeue(0);
        }

        @Actor
        public void port(Z_Result r) {
            r.r1 = two.sleeps(1);
        }

        @Actor
        public void worker() {
            two.release(0);
        }
    }
}
