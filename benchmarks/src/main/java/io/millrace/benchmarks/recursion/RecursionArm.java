package io.millrace.benchmarks.recursion;

/**
 * One way of running programs that divide their work. Each program is handed in from outside, by a thread that then waits. A program that has not ended after
 * {@link #LIMIT_SECONDS} fails with a {@link java.util.concurrent.TimeoutException}, as one does whose tasks wait for each other for ever.
 */
public interface RecursionArm extends AutoCloseable {

    /** How long a program may take: many times as long as it needs. */
    int LIMIT_SECONDS = 60;

    /** Opens an arm with so many workers. */
    @FunctionalInterface
    interface Opening {
        RecursionArm open(int workers);
    }

    /** Returns the Fibonacci number of an index. */
    long fibonacci(int index) throws Exception;

    /** Sorts numbers in their place. */
    void sort(long[] numbers) throws Exception;

    /** Returns the area below {@link OneThread#height} from 0 to {@code bound}, which is as exact as {@link OneThread#TOLERANCE} says. */
    double integrate(double bound) throws Exception;

    /** Returns in how many ways so many queens can stand on a board of that width, none attacking another. */
    long queens(int width) throws Exception;

    /** Ends all threads. */
    @Override
    void close();
}
