package io.millrace.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs suites until the first failure, in a process of its own: what a mutant leaves behind, such as threads that hang, ends with that.
 *
 * <p>It says on standard output what it is at, in lines that begin with one of its words.
 */
final class SuiteProgram {

    /** Followed by the test that begins. */
    static final String AT = "mutants-at ";

    /** Followed by why the test that began last has failed. */
    static final String FAILED = "mutants-failed ";

    /** Followed by how many tests have passed. */
    static final String GREEN = "mutants-green ";

    private SuiteProgram() {}

    /** Arguments: how many rounds, then classes or {@code class#method}. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        int rounds = Integer.parseInt(arguments[0]);
        DiscoverySelector[] suites = selectors(Arrays.asList(arguments).subList(1, arguments.length));
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(suites).build();
        Progress progress = new Progress();
        for (int round = 0; round < rounds; round++) {
            LauncherFactory.create().execute(request, progress);
        }
        say(GREEN + progress.passed);
        Runtime.getRuntime().halt(0);
    }

    private static DiscoverySelector[] selectors(List<String> suites) throws ClassNotFoundException {
        Stream.Builder<DiscoverySelector> selectors = Stream.builder();
        for (String suite : suites) {
            int hash = suite.indexOf('#');
            if (hash < 0) {
                selectors.add(selectClass(Class.forName(suite)));
            } else {
                Class<?> type = Class.forName(suite.substring(0, hash));
                selectors.add(selectMethod(type, method(type, suite.substring(hash + 1))));
            }
        }
        return selectors.build().toArray(DiscoverySelector[]::new);
    }

    private static Method method(Class<?> suite, String name) {
        for (Class<?> type = suite; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name)) {
                    return method;
                }
            }
        }
        throw new IllegalArgumentException("no such test: suite=" + suite.getName() + ", method=" + name);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Tells what begins, and ends the process when something has failed. */
    private static final class Progress implements TestExecutionListener {

        /** Tests run one after the other. */
        private int passed;

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                say(AT + nameOf(test));
            }
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                if (!test.isTest()) {
                    say(AT + nameOf(test));
                }
                String why = result.getThrowable().map(Throwable::toString).orElse("no reason given");
                say(FAILED + why.lines().findFirst().orElse(""));
                Runtime.getRuntime().halt(1);
            }
            boolean isPassed = test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            passed += isPassed ? 1 : 0;
        }

        private static String nameOf(TestIdentifier test) {
            return test.getSource()
                    .map(source -> source instanceof MethodSource method
                            ? simple(method.getClassName()) + "#" + method.getMethodName()
                            : source instanceof ClassSource type ? simple(type.getClassName()) : null)
                    .orElseGet(test::getDisplayName);
        }

        private static String simple(String className) {
            return className.substring(className.lastIndexOf('.') + 1);
        }
    }
}
