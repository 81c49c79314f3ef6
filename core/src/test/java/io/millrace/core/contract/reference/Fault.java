package io.millrace.core.contract.reference;

/** A defect that can be planted in the {@link ReferenceDevice}. Each must make a contract suite fail. */
public enum Fault {

    /** FORWARD out of an ordered queue does not wait for its turn. */
    REORDER_SKIPPED,

    /** Now and then whoever finishes the entry that is waited for does not let the finished ones behind it go. */
    STRAGGLER_LEFT,

    /** Now and then an entry is touched after it was handed on. */
    TOUCHED_AFTER_HAND_OVER,

    /** An ordered flow waits for all flows of its queue. */
    FLOWS_WAIT_FOR_EACH_OTHER,

    /** A released entry of an ordered flow is never skipped. */
    RELEASED_PLACE_KEPT,

    /** An entry that waits for its turn in an ordered flow forgets the high bits of the flow that it goes to. */
    FLOW_CUT_SHORT,

    /** An atomic flow is delivered to a second port while the first holds it. */
    FLOW_SHARED,

    /** An atomic flow is free again after the first of several delivered entries was finished. */
    FLOW_FREED_EARLY,

    /** A held flow at the front of a queue stops the flows behind it. */
    HEAD_OF_LINE_BLOCKED,

    /** Detaching an entry gives its atomic flow free. */
    DETACH_FREES_FLOW,

    /** Now and then a release does not return the credit. */
    CREDIT_LEAKED,

    /** One entry too many is accepted. */
    CREDIT_TOO_MANY,

    /** The threshold of a port is ignored. */
    THRESHOLD_IGNORED,

    /** A handle that is not held is ignored instead of refused. */
    WRONG_HANDLE_IGNORED,

    /** Now and then nobody is told of an arrival. */
    WAKE_UP_LOST,

    /** A wake before the dequeue is forgotten. */
    WAKE_NOT_KEPT,

    /** Nobody who waits for credit is told of a release. */
    CREDIT_WAITER_FORGOTTEN,

    /** Now and then an entry is delivered twice. */
    DELIVERED_TWICE,

    /** Now and then an entry vanishes, and its credit with it. */
    ENTRY_LOST,

    /** The reorder window takes one entry too many. */
    WINDOW_OFF_BY_ONE,

    /** The window is counted for the whole queue instead of for each flow. */
    WINDOW_SHARED,

    /** A flush does not find entries behind a held one of an atomic flow. */
    FLUSH_MISSES_HELD_FLOWS,

    /** A flush reports entries without returning their credits. */
    FLUSH_KEEPS_CREDITS,

    /** A flush moves the first entry of every other queue behind the rest of it. */
    FLUSH_DISTURBS_OTHERS,

    /** The lowest priority is served first. */
    PRIORITY_INVERTED,

    /** A lower priority gets nothing while there is a higher one. */
    LOW_PRIORITY_STARVED,

    /** Ports ignore the priorities of their links. */
    LINK_PRIORITY_IGNORED,

    /** Nobody is told of a link. */
    LINK_WAKES_NOBODY,

    /** A port goes on to get entries of a queue that is no longer linked. */
    UNLINK_IGNORED,

    /** An unlink is never said to be in progress. */
    UNLINK_AT_ONCE,

    /** An unlink is never said to be complete. */
    UNLINK_WITHOUT_END,

    /** A directed queue gets a second link. */
    DIRECTED_SHARED,

    /** Linking again leaves the priority as it is. */
    LINK_PRIORITY_KEPT,

    /** A port that is quiesced goes on to hold what it held. */
    QUIESCE_KEEPS_HELD,

    /** A port that is quiesced releases what it held and says nothing. */
    QUIESCE_IS_SILENT,

    /** A second thread may dequeue while the first one waits. */
    SECOND_THREAD_IGNORED,

    /** What one delivery did not take stays with the port. */
    CLAIMS_NOT_TAKEN_BACK,

    /** A delivery has more entries of a queue than its delivery depth allows. */
    DELIVERY_DEPTH_IGNORED,

    /** A queue hands out more entries than its execution credits allow. */
    EXECUTION_CREDITS_IGNORED,

    /** Nobody is told that an execution credit is free again. */
    EXECUTION_WAITER_FORGOTTEN,

    /** An ordered entry counts against the execution credits until its turn to leave. */
    EXECUTION_UNTIL_TURN,

    /** A detached entry does not count against the execution credits. */
    DETACH_ENDS_EXECUTION,

    /** All queues get the same share. */
    WEIGHT_IGNORED,

    /** A queue that was empty gets more later. */
    IDLE_QUEUE_SAVES_UP,

    /** A port is given more entries than it may hold. */
    HOLD_LIMIT_IGNORED,

    /** Detached entries count against the limit of held ones. */
    DETACHED_COUNTS_AS_HELD,

    /** A port is woken for the first entry whatever its threshold. */
    WAKE_THRESHOLD_IGNORED,

    /** A port that is to park keeps a core busy. */
    SLEEPER_SPINS,

    /** A port that is to spin parks. */
    SPINNER_PARKS,

    /** NEW is accepted while the domain drains. */
    DRAIN_IGNORED,

    /** Stop returns true although entries are held. */
    STOP_DOES_NOT_WAIT,

    /** Close leaves waiting threads where they are. */
    CLOSE_WAKES_NOBODY,

    /** A dequeue does not release what the previous one delivered. */
    IMPLICIT_RELEASE_MISSING,

    /** Sequence numbers are those of the queue, not of the flow. */
    SEQUENCE_OF_QUEUE,

    /** Directed entries come out last in, first out. */
    DIRECTED_REVERSED,

    /** A fragment does not wait for the turn of its entry. */
    FRAGMENT_SENT_AT_ONCE,

    /** Ordered flows may have all credits. */
    SHARE_UNLIMITED,

    /** The payload of an entry stays reachable after its end. */
    PAYLOAD_KEPT,

    /** Refusals are not counted. */
    REFUSALS_NOT_COUNTED,

    /** Every delivery is counted for the first queue. */
    DELIVERIES_COUNTED_TOGETHER,

    /** Dequeues that deliver nothing are not counted. */
    EMPTY_DEQUEUES_NOT_COUNTED,

    /** A report does not see entries that wait for their turn. */
    PARKED_UNSEEN,

    /** A report names the first port as the holder of whatever others wait for. */
    HEAD_HOLDER_UNKNOWN,

    /** A look without time-out uses up a wake. */
    LOOK_USES_UP_WAKE,

    /** A domain is reset while entries are held. */
    RESET_UNVERIFIED,

    /** A domain is reset while somebody still waits in stop. */
    RESET_WHILE_STOPPING,

    /** After a reset the links are those of before. */
    LINKS_SURVIVE_A_RESET,

    /** After a reset the places of flows go on. */
    RESET_KEEPS_PLACES,

    /** A domain has the handles of the one before. */
    HANDLES_OF_EVERY_DOMAIN_ALIKE,

    /** Want of credit is told before anything else. */
    CREDIT_TOLD_FIRST,

    /** Configurations are not checked. */
    CONFIGURATION_UNCHECKED
}
