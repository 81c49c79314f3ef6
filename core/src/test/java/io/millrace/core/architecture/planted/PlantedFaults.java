package io.millrace.core.architecture.planted;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.crypto.spec.GCMParameterSpec;

/** Classes that each break one rule, so that a rule which cannot fail is found out. */
final class PlantedFaults {

    private PlantedFaults() {}

    static final class CommonPool {
        Executor pool() {
            return ForkJoinPool.commonPool();
        }
    }

    static final class HiddenCommonPool {
        CompletableFuture<Void> run() {
            return CompletableFuture.runAsync(() -> {});
        }
    }

    static final class WallClock {
        long now() {
            return System.currentTimeMillis();
        }
    }

    static final class ReferencedWallClock {
        LongSupplier clock() {
            return System::currentTimeMillis;
        }
    }

    static final class Today {
        Instant now() {
            return Instant.now();
        }
    }

    static final class Sleep {
        void rest() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class SystemTime {
        LongSupplier clock() {
            return System::nanoTime;
        }
    }

    static final class SystemSleep {
        void rest() {
            LockSupport.parkNanos(1);
        }
    }

    static final class SystemThread {
        void run(Runnable work) {
            new Thread(work).start();
        }
    }

    static final class SystemWidth {
        int processors() {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    static final class SystemChance {
        int draw() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    static final class StandardStream {
        Consumer<String> printer() {
            return System.out::println;
        }
    }

    static final class ForeignPool {
        ForkJoinPool pool() {
            return new ForkJoinPool(1);
        }
    }

    static final class ForeignQueue {
        final Object queue = new LinkedBlockingQueue<String>();
    }

    static final class OfANetwork {
        Object address() {
            return new InetSocketAddress(0);
        }
    }

    static final class OfACipher {
        int tagLength(GCMParameterSpec parameters) {
            return parameters.getTLen();
        }
    }

    static final class ForeignFactory {
        ExecutorService pool() {
            return Executors.newSingleThreadExecutor();
        }
    }
}
