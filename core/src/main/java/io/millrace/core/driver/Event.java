package io.millrace.core.driver;

import io.millrace.core.Operation;

/**
 * An event, packed into one {@code long}: what a driver moves.
 *
 * <table>
 * <caption>Layout, from the lowest bit</caption>
 * <tr><th>Bits</th><th>Field</th></tr>
 * <tr><td>0 to 19</td><td>number: whatever the owner wants to get back</td></tr>
 * <tr><td>20 to 39</td><td>flow</td></tr>
 * <tr><td>40 to 47</td><td>queue</td></tr>
 * <tr><td>48 to 49</td><td>operation, in the order of {@link Operation}</td></tr>
 * </table>
 */
public final class Event {

    /** Flows are below this; greater ids are cut to it. */
    public static final int FLOW_LIMIT = 1 << 20;

    /** Queues are below this. */
    public static final int QUEUE_LIMIT = 1 << 8;

    private static final int NUMBER_BITS = 20;
    private static final int QUEUE_SHIFT = 40;
    private static final int OPERATION_SHIFT = 48;
    private static final Operation[] OPERATIONS = Operation.values();

    private Event() {}

    /** Returns an event. */
    public static long of(Operation operation, int queue, int flow, int number) {
        return (long) operation.ordinal() << OPERATION_SHIFT
                | (long) queue << QUEUE_SHIFT
                | (long) (flow & FLOW_LIMIT - 1) << NUMBER_BITS
                | number;
    }

    /** Returns the number. */
    public static int number(long event) {
        return (int) event & (1 << NUMBER_BITS) - 1;
    }

    /** Returns the flow. */
    public static int flow(long event) {
        return (int) (event >>> NUMBER_BITS) & FLOW_LIMIT - 1;
    }

    /** Returns the queue. */
    public static int queue(long event) {
        return (int) (event >>> QUEUE_SHIFT) & QUEUE_LIMIT - 1;
    }

    /** Returns the operation. */
    public static Operation operation(long event) {
        return OPERATIONS[(int) (event >>> OPERATION_SHIFT) & 3];
    }
}
