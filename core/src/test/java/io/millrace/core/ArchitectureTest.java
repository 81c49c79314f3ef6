package io.millrace.core;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;

/** The vocabulary depends on nothing. */
class ArchitectureTest extends ArchitectureContract {

    private static final Set<String> PUBLIC_TYPES = Set.of(
            "io.millrace.core.Alert",
            "io.millrace.core.Alert$HeadUnfinished",
            "io.millrace.core.Alert$NotDriven",
            "io.millrace.core.Alert$PortStuck",
            "io.millrace.core.AlertListener",
            "io.millrace.core.Availability",
            "io.millrace.core.Burst",
            "io.millrace.core.ConfigurationCheck",
            "io.millrace.core.ConfigurationException",
            "io.millrace.core.ConfigurationRefusal",
            "io.millrace.core.CounterSnapshot",
            "io.millrace.core.Device",
            "io.millrace.core.DeviceCapability",
            "io.millrace.core.DeviceException",
            "io.millrace.core.DeviceLimits",
            "io.millrace.core.DeviceProvider",
            "io.millrace.core.DeviceSelfTest",
            "io.millrace.core.Devices",
            "io.millrace.core.DomainConfiguration",
            "io.millrace.core.DomainConfiguration$Builder",
            "io.millrace.core.DomainCounter",
            "io.millrace.core.DomainReport",
            "io.millrace.core.DomainState",
            "io.millrace.core.DomainWatchdog",
            "io.millrace.core.EntryHeader",
            "io.millrace.core.EntryPriority",
            "io.millrace.core.FlushCallback",
            "io.millrace.core.ForwardingDomain",
            "io.millrace.core.ForwardingPort",
            "io.millrace.core.Ingress",
            "io.millrace.core.LinkConfiguration",
            "io.millrace.core.Operation",
            "io.millrace.core.PaddedLongs",
            "io.millrace.core.Port",
            "io.millrace.core.PortConfiguration",
            "io.millrace.core.PortCounter",
            "io.millrace.core.PortReport",
            "io.millrace.core.QueueConfiguration",
            "io.millrace.core.QueueCounter",
            "io.millrace.core.QueueReport",
            "io.millrace.core.Refusal",
            "io.millrace.core.SchedulingDomain",
            "io.millrace.core.SchedulingType",
            "io.millrace.core.StalledFlow",
            "io.millrace.core.StalledFlow$Head",
            "io.millrace.core.Surroundings",
            "io.millrace.core.Surroundings$SystemWait",
            "io.millrace.core.WaitProfile",
            "io.millrace.core.domain.Actor",
            "io.millrace.core.domain.ClaimRing",
            "io.millrace.core.domain.CreditPool",
            "io.millrace.core.domain.CreditWaiters",
            "io.millrace.core.domain.DeviceDomain",
            "io.millrace.core.domain.DevicePort",
            "io.millrace.core.domain.DeviceQueue",
            "io.millrace.core.domain.Doorbell",
            "io.millrace.core.domain.EntryStore",
            "io.millrace.core.domain.ExecutionCredits",
            "io.millrace.core.domain.Flush",
            "io.millrace.core.domain.OrderedShare",
            "io.millrace.core.domain.PortSet",
            "io.millrace.core.domain.QueueMaker",
            "io.millrace.core.domain.SetAside",
            "io.millrace.core.domain.SlotRing",
            "io.millrace.core.domain.Survey",
            "io.millrace.core.domain.Turn");

    ArchitectureTest() {
        super(ModuleHouse.engine("io.millrace.core", PUBLIC_TYPES, "io.millrace.core.."));
    }
}
