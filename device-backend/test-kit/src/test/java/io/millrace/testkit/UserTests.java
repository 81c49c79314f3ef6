package io.millrace.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a method of a class of tests as a user would. */
final class UserTests {

    private UserTests() {}

    /** Returns the results of all tests that the method is. */
    static List<TestExecutionResult> run(Class<?> tests, String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(
                        tests,
                        List.of(tests.getDeclaredMethods()).stream()
                                .filter(declared -> declared.getName().equals(method))
                                .findFirst()
                                .orElseThrow()))
                .execute()
                .testEvents()
                .finished()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .toList();
    }

    /** Returns the message of the one test that the method is, which fails. */
    static String failureOf(Class<?> tests, String method) {
        List<TestExecutionResult> results = run(tests, method);
        if (results.size() != 1) {
            throw new AssertionError("tests in place of one: results=" + results);
        }
        return String.valueOf(results.get(0).getThrowable().orElseThrow().getMessage());
    }
}
