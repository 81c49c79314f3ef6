package io.millrace.testkit;

import io.millrace.device.simulated.Simulation;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs the method of a {@link SimulatedTest} in each simulation in place of once. */
final class SimulatedTestExtension implements InvocationInterceptor, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SimulatedTestExtension.class);

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        Method method = invocationContext.getExecutable();
        SimulatedTest wanted = AnnotationSupport.findAnnotation(method, SimulatedTest.class)
                .orElseThrow(() -> new IllegalStateException(
                        "method is not annotated: expected=@SimulatedTest, method=" + method));
        // An invocation goes on once, and with the arguments it was made with: each run is one of its own.
        invocation.skip();
        Object instance = extensionContext.getRequiredTestInstance();
        new SimulatedRuns(wanted, simulation -> {
                    extensionContext.getStore(NAMESPACE).put(Simulation.class, simulation);
                    extensionContext.getExecutableInvoker().invoke(method, instance);
                })
                .check();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext extensionContext) {
        Class<?> type = parameterContext.getParameter().getType();
        return (type == Simulation.class || type == Recording.class)
                && extensionContext
                        .getTestMethod()
                        .map(parameterContext.getDeclaringExecutable()::equals)
                        .orElse(false);
    }

    @Override
    public Object resolveParameter(ParameterContext parameterContext, ExtensionContext extensionContext) {
        if (parameterContext.getParameter().getType() == Recording.class) {
            return new Recording();
        }
        Simulation present = extensionContext.getStore(NAMESPACE).get(Simulation.class, Simulation.class);
        // Before the first run JUnit asks for arguments that are not used.
        return present == null ? Simulation.ofSeed(0) : present;
    }
}
