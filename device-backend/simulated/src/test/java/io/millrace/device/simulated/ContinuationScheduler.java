package io.millrace.device.simulated;

import io.millrace.core.Surroundings;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs all threads of a simulation on one, as continuations: a hand-over costs a fraction of a microsecond instead of some fifteen. Asks for a JDK from 21 on and {@code --add-exports
 * java.base/jdk.internal.vm=ALL-UNNAMED}; so it is for {@link ProtocolSoak} alone. What is run may ask for nothing but {@link Surroundings}, and for the current thread
 * by {@link #currentThread()}.
 */
public final class ContinuationScheduler extends Scheduler {

    private static final @Nullable Continuations CONTINUATIONS = Continuations.find();

    private final Map<Member, Object> continuations = new HashMap<>();
    private @Nullable Member current;

    ContinuationScheduler(Decisions decisions) {
        super(Simulation.ofSeed(0), decisions, Faults.none(), true);
    }

    /** Returns whether this JVM was started so that it can be used. */
    static boolean isThere() {
        return CONTINUATIONS != null;
    }

    /** Returns the thread that calls, as one that is simulated sees itself. */
    public static Thread currentThread() {
        Scheduler own = Scheduler.ofCaller();
        return own == null ? Thread.currentThread() : own.caller();
    }

    /** Runs something to its end. */
    void runToItsEnd(Simulation.Body body) throws Throwable {
        Throwable[] thrown = new Throwable[1];
        enter(Thread.currentThread());
        try {
            Member first = admit(new Thread("main"), true);
            continuations.put(first, continuations().create(() -> {
                try {
                    body.run();
                } catch (Throwable failure) {
                    thrown[0] = failure;
                }
                end();
            }));
            turns().begin(first);
            for (Member next = running(); next != null; next = running()) {
                current = next;
                continuations().resume(continuations.get(next));
            }
        } finally {
            leave(Thread.currentThread());
        }
        if (thrown[0] != null) {
            throw thrown[0];
        }
        if (!isDone()) {
            throw new AssertionError("no thread can go on");
        }
    }

    private static Continuations continuations() {
        if (CONTINUATIONS == null) {
            throw new IllegalStateException("continuations are not to be had: expected=JDK 21 or later and"
                    + " --add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
        }
        return CONTINUATIONS;
    }

    @Override
    Thread caller() {
        return current == null ? Thread.currentThread() : current.thread();
    }

    @Override
    void awaitTurn(Member member) {
        while (!member.tryTakeTurn()) {
            continuations().pause();
        }
    }

    @Override
    void wakeUp(Member member) {
        // Who runs them all looks who has the turn.
    }

    @Override
    boolean start(Member member) {
        continuations.put(member, continuations().create(member.thread()::run));
        return true;
    }

    /** The continuations of the JDK, which are not for everybody. */
    private record Continuations(MethodHandle creator, MethodHandle runner, MethodHandle yielder, Object scope) {

        static @Nullable Continuations find() {
            try {
                Class<?> scopes = Class.forName("jdk.internal.vm.ContinuationScope");
                Class<?> type = Class.forName("jdk.internal.vm.Continuation");
                // Not the public one: this package is exported to this module alone.
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                Object scope = scopes.getConstructor(String.class).newInstance("simulation");
                return new Continuations(
                        lookup.findConstructor(type, MethodType.methodType(void.class, scopes, Runnable.class))
                                .asType(MethodType.methodType(Object.class, Object.class, Runnable.class)),
                        lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                                .asType(MethodType.methodType(void.class, Object.class)),
                        lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scopes))
                                .asType(MethodType.methodType(boolean.class, Object.class)),
                        scope);
            } catch (ReflectiveOperationException | IllegalAccessError notExported) {
                return null;
            }
        }

        Object create(Runnable work) {
            try {
                return (Object) creator.invokeExact(scope, work);
            } catch (Throwable failure) {
                throw new AssertionError(failure);
            }
        }

        void resume(Object continuation) {
            try {
                runner.invokeExact(continuation);
            } catch (Throwable failure) {
                throw new AssertionError(failure);
            }
        }

        void pause() {
            try {
                boolean yielded = (boolean) yielder.invokeExact(scope);
                if (!yielded) {
                    throw new AssertionError("not yielded");
                }
            } catch (Throwable failure) {
                throw new AssertionError(failure);
            }
        }
    }
}
