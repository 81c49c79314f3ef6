package io.millrace.device.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.AtomicityConcurrencyContract;
import io.millrace.core.contract.AtomicityContract;
import io.millrace.core.contract.ConfigurationContract;
import io.millrace.core.contract.CounterContract;
import io.millrace.core.contract.CreditContract;
import io.millrace.core.contract.DeviceApiContract;
import io.millrace.core.contract.DirectedContract;
import io.millrace.core.contract.EventSwContract;
import io.millrace.core.contract.ExecutionCreditsContract;
import io.millrace.core.contract.FlushContract;
import io.millrace.core.contract.FragmentContract;
import io.millrace.core.contract.HandleContract;
import io.millrace.core.contract.HoldLimitContract;
import io.millrace.core.contract.IsolationContract;
import io.millrace.core.contract.LifecycleContract;
import io.millrace.core.contract.LinkConcurrencyContract;
import io.millrace.core.contract.LinkContract;
import io.millrace.core.contract.OrderingContract;
import io.millrace.core.contract.OverloadContract;
import io.millrace.core.contract.PadataContract;
import io.millrace.core.contract.PipelineContract;
import io.millrace.core.contract.PriorityContract;
import io.millrace.core.contract.QuiesceContract;
import io.millrace.core.contract.ReorderWindowContract;
import io.millrace.core.contract.ReportContract;
import io.millrace.core.contract.UnorderedContract;
import io.millrace.core.contract.WaitProfileContract;
import io.millrace.core.contract.WaitingContract;
import io.millrace.core.contract.WakeThresholdContract;
import io.millrace.core.contract.WatchdogContract;
import io.millrace.core.contract.WeightContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** The contract of all devices on the watched software device, which must keep its promises and be found to have kept them. */
final class MonitoredDeviceContractTest {

    private static final Device WATCHED = Devices.find("monitored:software");

    @AfterAll
    static void shouldHaveFoundNothing() {
        assertEquals(List.of(), Monitor.of(WATCHED).violations());
    }

    @Nested
    final class Api extends DeviceApiContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class AtomicityConcurrency extends AtomicityConcurrencyContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Atomicity extends AtomicityContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Configuration extends ConfigurationContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Counter extends CounterContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Credit extends CreditContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Directed extends DirectedContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class EventSw extends EventSwContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class ExecutionCredits extends ExecutionCreditsContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Flush extends FlushContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Fragment extends FragmentContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Handle extends HandleContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class HoldLimit extends HoldLimitContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Isolation extends IsolationContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Lifecycle extends LifecycleContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class LinkConcurrency extends LinkConcurrencyContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Link extends LinkContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Ordering extends OrderingContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Overload extends OverloadContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Padata extends PadataContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Pipeline extends PipelineContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Priority extends PriorityContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Quiesce extends QuiesceContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class ReorderWindow extends ReorderWindowContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Report extends ReportContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Unordered extends UnorderedContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class WaitProfile extends WaitProfileContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Waiting extends WaitingContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class WakeThreshold extends WakeThresholdContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Watchdog extends WatchdogContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }

    @Nested
    final class Weight extends WeightContract {

        @Override
        protected Device device() {
            return WATCHED;
        }
    }
}
