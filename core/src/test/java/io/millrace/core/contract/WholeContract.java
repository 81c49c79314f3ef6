package io.millrace.core.contract;

import io.millrace.core.Device;
import org.junit.jupiter.api.Nested;

/** All suites of the contract, for a device that runs them as they are. */
public abstract class WholeContract {

    /** Returns the device on which a suite runs, or aborts the test if it is absent on this machine. */
    protected abstract Device device(Object suite);

    @Nested
    class Api extends DeviceApiContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class AtomicityConcurrency extends AtomicityConcurrencyContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Atomicity extends AtomicityContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Configuration extends ConfigurationContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Counter extends CounterContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Credit extends CreditContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Directed extends DirectedContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class EventSw extends EventSwContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class ExecutionCredits extends ExecutionCreditsContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Flush extends FlushContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Fragment extends FragmentContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Handle extends HandleContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class HoldLimit extends HoldLimitContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Isolation extends IsolationContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class LinkConcurrency extends LinkConcurrencyContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Link extends LinkContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Ordering extends OrderingContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Overload extends OverloadContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Padata extends PadataContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Pipeline extends PipelineContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Priority extends PriorityContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Quiesce extends QuiesceContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class ReorderWindow extends ReorderWindowContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Report extends ReportContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Unordered extends UnorderedContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class WaitProfile extends WaitProfileContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Waiting extends WaitingContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class WakeThreshold extends WakeThresholdContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Watchdog extends WatchdogContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }

    @Nested
    class Weight extends WeightContract {

        @Override
        protected Device device() {
            return WholeContract.this.device(this);
        }
    }
}
