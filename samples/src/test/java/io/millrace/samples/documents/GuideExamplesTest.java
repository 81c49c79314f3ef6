package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.WaitProfile;
import io.millrace.executor.DrivenExecutor;
import io.millrace.executor.ExecutorStatistics;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.OrderedJob;
import io.millrace.executor.RecursiveTask;
import io.millrace.executor.RejectedTaskHandler;
import io.millrace.executor.Series;
import io.millrace.executor.WorkReport;
import io.millrace.executor.Worker;
import io.millrace.ordered.OrderedPipeline;
import io.millrace.ordered.PipelineReport;
import io.millrace.ordered.SubmittedItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.management.JMException;
import javax.management.ObjectName;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * The examples of {@code docs/guide.md} and {@code README.md}, between marks; {@link GuideDocumentTest} compares them with
 * the pages.
 */
class GuideExamplesTest {

    @Test
    void shouldRunTasksAsAnyExecutorDoes() throws ExecutionException, InterruptedException {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        // begin first executor
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(4)) {
            Future<Integer> answer = executor.submit(() -> 6 * 7);
            executor.execute(() -> log.add("no result wanted"));
            assertEquals(42, answer.get());
        }
        // end first executor
        assertEquals(List.of("no result wanted"), log);
    }

    @Test
    void shouldForkAndJoin() {
        int[] numbers = IntStream.rangeClosed(1, 1_000_000).toArray();
        // begin fork join
        class Sum extends RecursiveTask<Long> {
            private final int[] numbers;
            private final int from;
            private final int to;

            Sum(int[] numbers, int from, int to) {
                this.numbers = numbers;
                this.from = from;
                this.to = to;
            }

            @Override
            protected Long compute() {
                if (to - from < 1000) {
                    return Arrays.stream(numbers, from, to).asLongStream().sum();
                }
                int middle = (from + to) >>> 1;
                Sum left = new Sum(numbers, from, middle);
                left.fork();
                return new Sum(numbers, middle, to).compute() + left.join();
            }
        }

        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool(4)) {
            assertEquals(500_000_500_000L, executor.invoke(new Sum(numbers, 0, numbers.length)));
        }
        // end fork join
    }

    @Test
    void shouldWaitForEachOther() throws Exception {
        // begin waiting
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool(1)) {
            Future<Integer> outer = executor.submit(() -> {
                Future<Integer> inner = executor.submit(() -> 6);
                Integer stage = CompletableFuture.supplyAsync(() -> 7, executor).join();
                return inner.get() * stage;
            });
            assertEquals(42, outer.get());
        }
        // end waiting
    }

    @Test
    void shouldDoWhatTheReadmeShows() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            blocks.add(("block " + i).getBytes(StandardCharsets.UTF_8));
        }
        List<Long> written = new ArrayList<>();
        // begin readme
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(8)) {
            Future<Integer> answer = executor.submit(() -> 6 * 7); // as any ExecutorService
            executor.atomic("account 17").execute(() -> log.add("never two at once for one key"));

            OrderedPipeline<byte[]> pipeline = OrderedPipeline.<byte[]>on(executor)
                    .parallel(block -> {
                        CRC32 checksum = new CRC32(); // on all workers
                        checksum.update(block);
                        return checksum.getValue();
                    })
                    .serial(written::add) // one at a time, in the order of submission
                    .start();
            try (pipeline) {
                for (byte[] block : blocks) {
                    pipeline.submit(block); // waits while too much is in flight
                }
            }
            log.add("the answer is " + answer.get());
        }
        // end readme
        List<Long> expected = new ArrayList<>();
        for (byte[] block : blocks) {
            CRC32 checksum = new CRC32();
            checksum.update(block);
            expected.add(checksum.getValue());
        }
        assertEquals(expected, written);
        assertEquals(2, log.size());
        assertTrue(log.contains("the answer is 42"));
    }

    @Test
    void shouldSettleWhatIsTooMuch() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        String name = "import";
        // begin queue limit
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(4)
                .queueLimit(1000)
                .onRejection(RejectedTaskHandler.callerRuns())
                .queueTimeout(Duration.ofSeconds(5))
                .build();
        // end queue limit
        for (int i = 0; i < 5_000; i++) {
            executor.execute(() -> log.add("task"));
        }
        // begin admission
        CompletableFuture<Void> admission = executor.admit(() -> log.add("ran"));
        admission.thenRun(() -> log.add("there was room")).join();
        // end admission
        executor.close();
        assertEquals(5_002, log.size());
        // begin own handler
        RejectedTaskHandler patient = task -> {
            if (task.isShutdown() || !task.await(Duration.ofMillis(100))) {
                log.add("too busy for " + name);
                task.discard();
            }
        };
        // end own handler
        try (MillraceExecutor closed =
                MillraceExecutors.builder().workers(1).onRejection(patient).build()) {
            closed.shutdown();
            assertTrue(closed.submit(() -> {}).isCancelled());
        }
        assertTrue(log.contains("too busy for import"));
    }

    @Test
    void shouldRunTheTasksOfOneKeyOneAfterTheOther() {
        record Payment(String account, int amount) {}
        List<Payment> payments = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            payments.add(new Payment("account " + i % 7, i));
        }
        // begin atomic
        ConcurrentHashMap<String, List<Integer>> booked = new ConcurrentHashMap<>();
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool()) {
            for (Payment payment : payments) {
                executor.atomic(payment.account()).execute(() -> {
                    // Never two at once for one account, and in this order: a plain list will do.
                    booked.computeIfAbsent(payment.account(), account -> new ArrayList<>())
                            .add(payment.amount());
                });
            }
        }
        // end atomic
        assertEquals(7, booked.size());
        for (Payment payment : payments) {
            int place = payment.amount() / 7;
            assertEquals(payment.amount(), booked.get(payment.account()).get(place));
        }
    }

    @Test
    void shouldCompleteFuturesInTheOrderOfSubmission() throws ExecutionException, InterruptedException {
        List<String> lines = Collections.nCopies(100, "line");
        // begin ordered
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                Series series = executor.newSeries()) {
            ExecutorService ordered = executor.ordered(series);
            List<Future<String>> results = new ArrayList<>();
            for (String line : lines) {
                results.add(ordered.submit(() -> line.toUpperCase(Locale.ROOT)));
            }
            results.get(99).get();
            assertTrue(results.stream().allMatch(Future::isDone), "the last one completes last");
        }
        // end ordered
    }

    @Test
    void shouldRunSerialPartsInTheOrderOfSubmission() throws InterruptedException {
        List<Long> written = new ArrayList<>();
        // begin series
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                Series series = executor.newSeries()) {
            for (int i = 0; i < 1000; i++) {
                series.put(new OrderedJob() {
                    private long square;

                    @Override
                    public void parallel(Worker worker, long place) {
                        square = place * place;
                    }

                    @Override
                    public void serial(Worker worker) {
                        written.add(square);
                    }
                });
            }
        }
        // end series
        assertEquals(1000, written.size());
        for (int place = 0; place < 1000; place++) {
            assertEquals((long) place * place, written.get(place));
        }
    }

    @Test
    void shouldDeliverTheResultsOfAPipelineInOrder() throws InterruptedException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            files.add("file " + i);
        }
        List<String> written = new ArrayList<>();
        // begin pipeline
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                OrderedPipeline<String> pipeline = OrderedPipeline.<String>on(executor)
                        .parallel(CRC32::new, (checksum, file, place) -> {
                            checksum.reset();
                            checksum.update(file.getBytes(StandardCharsets.UTF_8));
                            return place + " " + Long.toHexString(checksum.getValue());
                        })
                        .serial(written::add)
                        .start()) {
            for (String file : files) {
                pipeline.submit(file);
            }
        }
        // end pipeline
        assertEquals(1000, written.size());
        for (int i = 0; i < 1000; i++) {
            CRC32 checksum = new CRC32();
            checksum.update(files.get(i).getBytes(StandardCharsets.UTF_8));
            assertEquals(i + " " + Long.toHexString(checksum.getValue()), written.get(i));
        }
    }

    private record Transfer(String account, long amount) {

        static Transfer parse(String line) {
            String[] parts = line.split(" ", 2);
            return new Transfer(parts[0], Long.parseLong(parts[1]));
        }
    }

    private static final class Ledger {

        private final Map<String, Long> balances = new ConcurrentHashMap<>();

        /** Returns the new balance. Needs no lock for an account. */
        long add(Transfer transfer) {
            long balance = balances.getOrDefault(transfer.account(), 0L) + transfer.amount();
            balances.put(transfer.account(), balance);
            return balance;
        }
    }

    private static final class Audit {

        CompletableFuture<Long> confirm(long balance) {
            return CompletableFuture.supplyAsync(() -> balance);
        }
    }

    @Test
    void shouldRunEachStageAsItSays() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        Map<String, Long> sums = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            boolean broken = i % 100 == 50;
            lines.add("account" + i % 7 + (broken ? " much" : " " + i));
            if (!broken) {
                expected.add(sums.merge("account" + i % 7, (long) i, Long::sum));
            }
        }
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        Ledger ledger = new Ledger();
        Audit audit = new Audit();
        List<Long> written = new ArrayList<>();
        // begin stages
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                OrderedPipeline<String> pipeline = OrderedPipeline.<String>on(executor)
                        .parallel(Transfer::parse) // side by side
                        .retry(2)
                        .deadLetter((line, failure) -> refused.add(line + ": " + failure.getMessage()))
                        .keyed(Transfer::account, ledger::add) // one at a time for each account
                        .async(audit::confirm) // returns a CompletionStage
                        .serial(written::add) // in the order of submission
                        .start()) {
            for (String line : lines) {
                pipeline.submit(line);
            }
        }
        // end stages
        assertEquals(expected, written);
        assertEquals(10, refused.size());
        assertEquals(sums, ledger.balances);
    }

    @Test
    void shouldLeaveOutWhatIsNotWantedAnyMore() throws InterruptedException {
        List<String> shown = Collections.synchronizedList(new ArrayList<>());
        List<String> missing = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<String> never = new CompletableFuture<>();
        class Quotes {
            CompletionStage<String> ask(String symbol) {
                return symbol.equals("AAA") ? CompletableFuture.completedFuture("AAA 12.50") : never;
            }
        }
        Quotes quotes = new Quotes();
        boolean isDrained;
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool()) {
            // begin time
            OrderedPipeline<String> pipeline = OrderedPipeline.<String>on(executor)
                    .async(quotes::ask)
                    .timeout(Duration.ofSeconds(1)) // from the submission to the consumer
                    .onLeftOut((symbol, reason) -> missing.add(symbol + ": " + reason)) // in its turn
                    .serial(shown::add)
                    .start();
            pipeline.submit("AAA");
            pipeline.submit("BBB", Duration.ofMillis(50)); // less time than others
            SubmittedItem unwanted = pipeline.submitCancellable("CCC");
            unwanted.cancel(); // false if the consumer has got its result
            PipelineReport report = pipeline.drain(Duration.ofSeconds(10));
            System.out.print(report);
            pipeline.close();
            // end time
            isDrained = report.isDrained();
        }
        assertTrue(isDrained);
        assertEquals(List.of("AAA 12.50"), shown);
        assertEquals(2, missing.size());
        assertTrue(missing.get(0).startsWith("BBB: java.util.concurrent.TimeoutException"), missing.get(0));
        assertTrue(missing.get(1).startsWith("CCC: java.util.concurrent.CancellationException"), missing.get(1));
    }

    @Test
    void shouldKeepADeflaterForEachWorker() throws InterruptedException, DataFormatException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        StringBuilder expected = new StringBuilder();
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool()) {
            // begin worker state
            class Packer implements AutoCloseable {
                private final Deflater deflater = new Deflater(6, true);
                private final byte[] room = new byte[4096];

                byte[] pack(String line) {
                    deflater.reset();
                    deflater.setInput(line.getBytes(StandardCharsets.UTF_8));
                    // Ends at the border of a byte, so that the next piece fits behind.
                    int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
                    return Arrays.copyOf(room, length);
                }

                @Override
                public void close() {
                    deflater.end();
                }
            }
            OrderedPipeline<String> pipeline = OrderedPipeline.<String>on(executor)
                    .parallel(Packer::new, (packer, line, place) -> packer.pack(line))
                    .serial(packed::writeBytes)
                    .start();
            // end worker state
            try (pipeline) {
                for (int number = 0; number < 1000; number++) {
                    String line = "line " + number + "\n";
                    expected.append(line);
                    pipeline.submit(line);
                }
            }
        }
        Inflater inflater = new Inflater(true);
        inflater.setInput(packed.toByteArray());
        byte[] text = new byte[expected.length() + 1];
        int length = inflater.inflate(text);
        inflater.end();
        assertEquals(expected.toString(), new String(text, 0, length, StandardCharsets.UTF_8));
    }

    @Test
    void shouldDeliverTheResultsOfVectorsInOrder() throws InterruptedException {
        List<Integer> squares = new ArrayList<>();
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool()) {
            // begin vectors
            OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                    .parallel(number -> number * number)
                    .serial(squares::add)
                    .vectors(32)
                    .start();
            // end vectors
            try (pipeline) {
                for (int number = 0; number < 1000; number++) {
                    pipeline.submit(number);
                }
            }
        }
        for (int number = 0; number < 1000; number++) {
            assertEquals(number * number, squares.get(number));
        }
    }

    @Test
    void shouldReturnWhenTheItemWasTaken() throws InterruptedException {
        List<String> written = new ArrayList<>();
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool()) {
            // begin invoke
            OrderedPipeline<String> journal = OrderedPipeline.<String>on(executor)
                    .parallel(line -> line.length() + " " + line)
                    .serial(written::add)
                    .start();
            journal.invoke("opened");
            assertEquals(List.of("6 opened"), written);
            // end invoke
            journal.close();
        }
    }

    @Test
    void shouldRunDirectedTasksOnOneWorker() throws ExecutionException, InterruptedException {
        // begin directed
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(4)) {
            ExecutorService writer = executor.directed(0);
            Thread first = writer.submit(Thread::currentThread).get();
            Thread second = writer.submit(Thread::currentThread).get();
            assertEquals(first, second);
        }
        // end directed
    }

    @Test
    void shouldRunTasksInTheThreadThatDrives() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        // begin driven
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(4)) {
            DrivenExecutor ui = executor.driven("ui");
            CompletableFuture<Void> shown = CompletableFuture.supplyAsync(() -> 6 * 7, executor)
                    .thenAcceptAsync(answer -> log.add("the answer is " + answer), ui);
            while (!shown.isDone()) {
                ui.driveNext(Duration.ofMillis(16)); // waits for a task, for a frame at most
                ui.drive(); // and runs what else is there
            }
        }
        // end driven
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(4)) {
            wakeALoop(executor, log);
        }
        assertEquals(List.of("the answer is 42", "in the loop"), log);
    }

    private static void wakeALoop(MillraceExecutor executor, List<String> log) throws IOException {
        // begin driven signal
        Selector selector = Selector.open();
        DrivenExecutor loop = executor.driven("network", view -> selector.wakeup());
        loop.execute(() -> log.add("in the loop"));
        loop.execute(loop::shutdown);
        while (!loop.isTerminated()) {
            selector.select();
            loop.drive();
        }
        selector.close();
        // end driven signal
    }

    @Test
    void shouldRunUrgentTasksFirst() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch busy = new CountDownLatch(1);
        // begin priority
        try (MillraceExecutor executor = MillraceExecutors.newSingleThreadExecutor()) {
            executor.execute(() -> await(busy));
            executor.priority(7).execute(() -> log.add("when there is time"));
            executor.execute(() -> log.add("as usual"));
            executor.priority(0).execute(() -> log.add("urgent"));
            busy.countDown();
        }
        assertEquals(List.of("urgent", "as usual", "when there is time"), log);
        // end priority
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldChooseHowToWait() throws Exception {
        // begin waiting
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .waiting(WaitProfile.SPIN)
                .keepAlive(Duration.ofSeconds(1))
                .build();
        // end waiting
        assertEquals(1, executor.submit(() -> 1).get());
        executor.close();
    }

    @Test
    void shouldTakeLimitsFromTheBuilder() {
        // begin limits
        MillraceExecutor executor = MillraceExecutors.builder()
                .name("import")
                .workers(4)
                .credits(4096)
                .reorderWindow(256)
                .seriesLimit(64)
                .keepAlive(Duration.ofSeconds(10))
                .build();
        // end limits
        executor.close();
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldTellOfAStuckTask() throws InterruptedException {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        // begin watchdog
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .watchdog(Duration.ofMillis(50), alert -> {
                    log.add(alert.message());
                    Thread thread = alert.thread();
                    if (thread != null) {
                        log.add("it is at " + thread.getStackTrace()[0]);
                    }
                    log.add(alert.report().toText());
                })
                .build();
        // end watchdog
        CountDownLatch busy = new CountDownLatch(1);
        executor.execute(() -> await(busy));
        long begin = System.nanoTime();
        while (log.size() < 3 && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
            Thread.onSpinWait();
        }
        busy.countDown();
        executor.close();
        assertTrue(log.get(0).startsWith("a worker does not end its task: executor="), log::toString);
        assertTrue(log.get(1).startsWith("it is at "), log::toString);
        assertTrue(log.get(2).startsWith("domain state="), log::toString);
    }

    @Test
    void shouldShowAnExecutorToJmx() throws JMException {
        // begin jmx
        MillraceExecutor executor = MillraceExecutors.builder()
                .name("orders")
                .workers(4)
                .registerMXBean()
                .build();
        // end jmx
        ObjectName name = new ObjectName("io.millrace:type=Executor,name=\"orders\"");
        assertEquals(4, ManagementFactory.getPlatformMBeanServer().getAttribute(name, "MaximumPoolSize"));
        executor.close();
        assertFalse(ManagementFactory.getPlatformMBeanServer().isRegistered(name));
    }

    @Test
    void shouldTakeAContextAlong() throws ExecutionException, InterruptedException {
        // begin context
        ThreadLocal<String> user = new ThreadLocal<>();
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .context(() -> {
                    String mine = user.get();
                    return () -> {
                        String before = user.get();
                        user.set(mine);
                        return () -> user.set(before);
                    };
                })
                .build();
        user.set("Ada");
        assertEquals("Ada", executor.submit(user::get).get());
        // end context
        executor.close();
        user.remove();
    }

    @Test
    void shouldTellWhatItIsDoing() throws Exception {
        List<String> log = new ArrayList<>();
        // begin statistics
        MillraceExecutor executor = MillraceExecutors.builder()
                .name("orders")
                .workers(4)
                .recordLatency()
                .build();
        executor.atomic("customer 9").submit(() -> "shipped").get();
        ExecutorStatistics.Latency keyed = executor.statistics().keyed();
        log.add("99 of 100 tasks waited for at most " + keyed.queueWait().percentileNanos(99) + " ns");
        Histogram histogram = new Histogram(2);
        keyed.service().forEach(histogram::recordValueWithCount);
        // end statistics
        assertEquals(keyed.service().count(), histogram.getTotalCount());
        // begin explain
        log.add(executor.explain());
        // end explain
        executor.close();
        assertTrue(log.get(1).startsWith("executor orders: running\n"), log::toString);
    }

    @Test
    void shouldFitTheHistogramsOfTheLibrary() {
        MillraceExecutor executor =
                MillraceExecutors.builder().workers(1).recordLatency().build();
        for (int task = 0; task < 1000; task++) {
            executor.execute(() -> {});
        }
        executor.close();
        Histogram histogram = new Histogram(2);
        executor.statistics().plain().queueWait().forEach((nanos, count) -> {
            histogram.recordValueWithCount(nanos, count);
            assertEquals(nanos, histogram.highestEquivalentValue(nanos));
        });
        assertEquals(executor.statistics().plain().queueWait().maxNanos(), histogram.getMaxValue());
    }

    @Test
    void shouldEndInTheUsualWays() throws InterruptedException {
        MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(2);
        executor.execute(() -> {});
        // begin shutdown
        executor.shutdown();
        if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
            List<Runnable> unstarted = executor.shutdownNow();
            System.Logger logger = System.getLogger("import");
            logger.log(System.Logger.Level.WARNING, "tasks that did not run: {0}", unstarted.size());
        }
        // end shutdown
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
    }

    @Test
    void shouldDriveADeviceByHand() throws InterruptedException {
        // begin device
        Device device = Devices.find("software");
        DomainConfiguration configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", 16, 32))
                .queue(QueueConfiguration.directed("done"))
                .port(PortConfiguration.linkedTo(0))
                .port(PortConfiguration.linkedTo(1))
                .build();
        try (SchedulingDomain domain = device.open(configuration)) {
            domain.start();
            for (int i = 0; i < 10; i++) {
                assertEquals(Refusal.NONE, domain.ingress().enqueue(EntryHeader.of(0, 5), i));
            }

            Port worker = domain.port(0);
            Burst burst = new Burst(16);
            int count = worker.dequeue(burst, Duration.ofSeconds(1).toNanos());
            for (int i = count - 1; i >= 0; i--) {
                worker.forward(burst.entry(i), EntryHeader.of(1, 5), burst.payload(i));
            }

            Port writer = domain.port(1);
            writer.dequeue(burst, 0);
            assertEquals(0, burst.payload(0), "in the order of arrival, although finished backwards");

            domain.stop((header, payload) -> {}, Duration.ofSeconds(1).toNanos());
        }
        // end device
        assertFalse(device.capabilities().isEmpty());
    }

    @Test
    void shouldRunTasksLaterAndAgainAndAgain() throws ExecutionException, InterruptedException {
        CountDownLatch beats = new CountDownLatch(3);
        CountDownLatch booked = new CountDownLatch(1);
        // begin timers
        try (MillraceExecutor executor = MillraceExecutors.newScheduledThreadPool(2)) {
            ScheduledFuture<Integer> answer = executor.schedule(() -> 6 * 7, 5, TimeUnit.MILLISECONDS);
            ScheduledFuture<?> heartbeat = executor.scheduleAtFixedRate(beats::countDown, 0, 1, TimeUnit.MILLISECONDS);
            // Later, and then one at a time for its key.
            executor.schedule(() -> executor.atomic("account").execute(booked::countDown), 5, TimeUnit.MILLISECONDS);
            assertEquals(42, answer.get());
            beats.await();
            heartbeat.cancel(false);
            booked.await();
        }
        // end timers
    }

    @Test
    void shouldChangeWhileItRuns() throws InterruptedException {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        // begin resize
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .maxWorkers(8)
                .queueLimit(1000)
                .build();
        executor.resize(8);
        executor.queueLimit(4000);
        executor.resize(1);
        // end resize
        try (executor;
                Series series = executor.newSeries()) {
            assertEquals(1, executor.workers());
            // begin pause
            executor.pauseKey("account 4711");
            executor.atomic("account 4711").execute(() -> log.add("booked"));
            executor.execute(() -> log.add("goes on"));
            executor.resumeKey("account 4711");

            executor.pause();
            executor.execute(() -> log.add("waits"));
            executor.resume();

            series.pause();
            executor.ordered(series).execute(() -> log.add("waits in its series"));
            series.resume();
            // end pause

            // begin drain
            WorkReport report = executor.drain(Duration.ofSeconds(10));
            if (!report.isDone()) {
                System.getLogger("import").log(System.Logger.Level.WARNING, report.toString());
            }
            // end drain
            assertTrue(report.isDone());
        }
        assertEquals(4, log.size());
    }
}
