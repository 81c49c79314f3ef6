package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever hands in null is told what is null, by us and not by the virtual machine. */
class NullMessageTest {

    private final MillraceExecutor executor =
            MillraceExecutors.builder().workers(1).build();
    private final Series series = executor.newSeries();

    @AfterEach
    void closeExecutor() {
        executor.close();
    }

    @Test
    void shouldSayWhatIsNull() throws Exception {
        List<String> silent = new ArrayList<>();
        int calls = check(executor, MillraceExecutor.class, silent)
                + check(MillraceExecutors.builder(), MillraceExecutorBuilder.class, silent)
                + check(series, Series.class, silent)
                + check(executor.atomic("key"), TaskView.class, silent)
                + check(executor.ordered(series), TaskView.class, silent)
                + check(null, MillraceExecutors.class, silent)
                + check(null, RejectedTaskHandler.class, silent)
                + check(null, TaskContext.class, silent);
        assertEquals(List.of(), silent);
        assertTrue(calls > 40, "calls=" + calls);
    }

    /** A method that asks nothing of what it gets is found. */
    @Test
    void shouldCatchAMethodThatLetsTheMachineSpeak() throws Exception {
        List<String> silent = new ArrayList<>();
        check(null, Silent.class, silent);
        assertEquals(2, silent.size(), silent.toString());
    }

    static final class Silent {

        private Silent() {}

        public static int failing(String text) {
            return text.length();
        }

        public static boolean taking(@Nullable String text) {
            return text == null;
        }
    }

    private int check(@Nullable Object target, Class<?> type, List<String> silent) throws Exception {
        int calls = 0;
        for (Method method : type.getDeclaredMethods()) {
            boolean isCallable = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && (target != null || Modifier.isStatic(method.getModifiers()))
                    && Stream.of(method.getParameterTypes()).allMatch(each -> Modifier.isPublic(each.getModifiers()));
            Class<?>[] parameters = method.getParameterTypes();
            for (int at = 0; isCallable && at < parameters.length; at++) {
                if (!parameters[at].isPrimitive()) {
                    calls++;
                    String told = call(target, method, at);
                    if (told == null || told.startsWith("Cannot ")) {
                        silent.add(method + ", parameter " + at + ": " + told);
                    }
                }
            }
        }
        return calls;
    }

    /** Returns what a method says of a parameter that is null. */
    private @Nullable String call(@Nullable Object target, Method method, int at) throws Exception {
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = i == at ? null : sample(types[i]);
        }
        try {
            method.setAccessible(true);
            method.invoke(target, values);
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause() instanceof NullPointerException told ? told.getMessage() : null;
        }
    }

    private Object sample(Class<?> type) {
        if (type == long.class) {
            return 1L;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == TimeUnit.class) {
            return TimeUnit.SECONDS;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        if (type == ParallelRange.class) {
            return ParallelRange.of(0, 1);
        }
        if (type == String.class) {
            return "text";
        }
        return type.isInterface()
                ? Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> null)
                : series;
    }
}
