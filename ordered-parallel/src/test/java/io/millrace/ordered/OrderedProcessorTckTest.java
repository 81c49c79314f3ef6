package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;
import org.testng.SkipException;

/**
 * Runs the Technology Compatibility Kit of Reactive Streams, each of its tests as one of JUnit. The kit is written for TestNG, of which only its annotations and
 * its way to skip are needed. What the kit calls {@code untested} has no test there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderedProcessorTckTest {

    /** What is asked only of processors that take several subscribers; the kit lets a processor say that it takes one. */
    private static final Set<String> FOR_SEVERAL_SUBSCRIBERS = Set.of(
            "optional_spec111_maySupportMultiSubscribe",
            "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfront",
            "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfrontAndCompleteAsExpected",
            "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingOneByOne",
            "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals",
            "required_mustRequestFromUpstreamForElementsThatHaveBeenRequestedLongAgo",
            "required_spec104_mustCallOnErrorOnAllItsSubscribersIfItEncountersANonRecoverableError");

    private static final int TESTS_OF_THE_KIT = 48;

    private MillraceExecutor executor;
    private ExecutorService publishers;

    @BeforeAll
    void open() {
        executor = MillraceExecutors.builder().workers(4).build();
        publishers = Executors.newCachedThreadPool();
    }

    @AfterAll
    void close() {
        executor.close();
        publishers.shutdown();
    }

    private Flow.Processor<Integer, Integer> processor(int window) {
        return OrderedProcessor.mapOrdered(element -> element, executor, window);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void shouldKeepTheRulesOfReactiveStreams(String rule) throws Throwable {
        String skipped = verify(rule, this::processor);
        assertEquals(FOR_SEVERAL_SUBSCRIBERS.contains(rule), !skipped.isEmpty(), skipped);
        if (!skipped.isEmpty()) {
            throw new TestAbortedException(skipped);
        }
    }

    @Test
    void shouldAskAllThatTheKitAsks() {
        assertEquals(TESTS_OF_THE_KIT, rules().count());
        Set<String> names = rules().collect(Collectors.toSet());
        assertEquals(
                Set.of(),
                FOR_SEVERAL_SUBSCRIBERS.stream()
                        .filter(name -> !names.contains(name))
                        .collect(Collectors.toSet()));
    }

    /** A check that cannot fail is a defect. */
    @Test
    void shouldCatchAProcessorThatDoesNotComplete() throws Throwable {
        String rule = "required_spec105_mustSignalOnCompleteWhenFiniteStreamTerminates";
        assertEquals("", verify(rule, this::processor));
        AssertionError caught =
                assertThrows(AssertionError.class, () -> verify(rule, window -> new NeverComplete(processor(window))));
        assertFalse(caught.getMessage().isEmpty());
    }

    private static Stream<String> rules() {
        return Stream.of(OrderedProcessorVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                .map(Method::getName)
                .filter(name -> !name.startsWith("untested_"))
                .sorted();
    }

    /** Returns why a rule was skipped; nothing if it is kept. */
    private String verify(String rule, IntFunction<Flow.Processor<Integer, Integer>> processors) throws Throwable {
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            OrderedProcessorVerification verification = new OrderedProcessorVerification(processors, publishers);
            verification.setUp();
            OrderedProcessorVerification.class.getMethod(rule).invoke(verification);
            return "";
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SkipException skip) {
                return skip.getMessage();
            }
            throw thrown.getCause();
        }
    }

    /** Passes everything on but the end. */
    private record NeverComplete(Flow.Processor<Integer, Integer> sound) implements Flow.Processor<Integer, Integer> {

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
            sound.subscribe(subscriber);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            sound.onSubscribe(subscription);
        }

        @Override
        public void onNext(Integer element) {
            sound.onNext(element);
        }

        @Override
        public void onError(Throwable failure) {
            sound.onError(failure);
        }

        @Override
        public void onComplete() {}
    }
}
