/*
 * What DPDK's software event devices cost for each event, in one thread and bursts of 16: the counterpart of
 * DeviceBenchmark.java, of which the constants are copies. One event is one event delivered. Nothing is worked on, so
 * this is all cost.
 *
 *   enter      NEW x 16, dequeue until 16 came, RELEASE x 16
 *   circulate  dequeue, FORWARD x 16 into the same queue, with 256 events going round
 *
 * event_sw leaves scheduling to a service that somebody has to run. Here the same thread runs it: once for each 16
 * events that enter, and when a dequeue of those that circulate finds nothing. event_dsw has no service: a port keeps
 * what is handed in until there are 32 events for one port, or until it is told to flush. Here that is done at the same
 * places.
 *
 * Settings of event_sw. Two make a difference when events of an atomic queue circulate. A dequeue depth of 128, the largest, is
 * twice as fast as 32, and nearly three times as fast as 16, because what does not fit is put back. A scheduling quantum
 * of 16 in place of 128 is faster by a fifth, because the scheduler does not look once more for what is not there; 48 is
 * the same. Credit quanta of 64 in place of 32, a scheduler burst of 64 in place of 32, refill_once, and reorder windows
 * from 32 to 2048 made no difference that could be measured with these two, so the driver's own are left, and the window
 * is that of DeviceBenchmark. The service runs without the lock for several threads. event_dsw has no settings of its
 * own. Pages are small, as those of the JVM are unless one asks for others.
 *
 * Flows. event_sw knows 16384 flows of a queue: (id ^ id >> 10) modulo 16384, so 10,000 successive ids never share one.
 * It tracks them for atomic queues. An ordered queue has one order for all its events, whatever their flows, where
 * DeviceBenchmark restores the order of each flow by itself. event_dsw hashes flows into as many as it says that it has,
 * and has no ordered queues.
 *
 * Checks. With one port every type delivers in the order of entry, so the number that each event carries is known
 * before. It is compared within the measured loop, which costs less than the noise; at the end the device must be empty
 * and its own counters must agree. PLANT breaks a delivery, to show that this is noticed.
 *
 * The exit status is 1 if something went wrong, and 3 if the device is not in this DPDK or has no queues of the type.
 */
#define _GNU_SOURCE /* sched_getaffinity */
#define ALLOW_EXPERIMENTAL_API /* rte_event_maintain */

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rte_dev.h>
#include <rte_eal.h>
#include <rte_eventdev.h>
#include <rte_service.h>

enum { BURST = 16, CREDITS = 4096, CIRCULATING = 256, SPREAD = 7919, WINDOW = CREDITS / 2 };
enum { DEVICE = 0, QUEUE = 0, PORT = 0, MOST_FLOWS = 16384, DEQUEUE_DEPTH = 128, PATIENCE = 8, CLOCK_EVERY = 64 };
enum { FAILED = 1, ABSENT = 3 };

/* What event_dsw is made by; another name shows what happens in a DPDK that is without it. */
#ifndef EVENT_DSW
#define EVENT_DSW "event_dsw0"
#endif

struct kind {
	const char *name;
	const char *virtual_device;
	const char *settings;
	const char *delivered_counter;
	const char *dropped_counter;
	bool has_service;
};

static const struct kind kinds[] = {
	{"event_sw", "event_sw0", "sched_quanta=16", "port_0_tx", "dev_drop", true},
	{"event_dsw", EVENT_DSW, "", "port_0_dequeued", NULL, false},
};

static const struct kind *kind;
static uint32_t service;
static uint32_t flows;
static uint32_t flow;
static uint64_t number_mask; /* events are numbered modulo this plus one */
static uint64_t entered;
static uint64_t delivered;
static uint64_t differences; /* of numbers expected and found; 0 while the order holds */

static void leave(int status, const char *format, va_list arguments)
{
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	exit(status);
}

static void fail(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	leave(FAILED, format, arguments);
}

/* Ends the program because there is nothing to measure. */
static void absent(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	leave(ABSENT, format, arguments);
}

static void expect(bool done, const char *what)
{
	if (!done)
		fail("expected that DPDK can %s, found that it cannot", what);
}

enum { NOTHING, LOSE, REPEAT, SWAP };
#ifndef PLANT
#define PLANT NOTHING
#endif

/* Breaks one delivery, in a build that asks for it. */
static inline uint16_t spoilt(struct rte_event *events, uint16_t count)
{
	if (PLANT == NOTHING || count < 2 || delivered < 1000 || delivered >= 1000 + BURST)
		return count;
	struct rte_event first = events[0];
	if (PLANT == SWAP)
		events[0] = events[1];
	if (PLANT == SWAP || PLANT == REPEAT)
		events[1] = first;
	return PLANT == LOSE ? count - 1 : count;
}

static inline void schedule(void)
{
	if (kind->has_service)
		rte_service_run_iter_on_app_lcore(service, 0);
	else
		rte_event_maintain(DEVICE, PORT, RTE_EVENT_DEV_MAINT_OP_FLUSH);
}

/* Takes up to 16 events, at least one, compares their numbers, and turns them into what the operation hands back. */
static inline uint16_t deliver(struct rte_event *events, uint8_t operation)
{
	uint16_t count = rte_event_dequeue_burst(DEVICE, PORT, events, BURST, 0);
	for (int tries = 0; count == 0; tries++) {
		if (tries == PATIENCE)
			fail("expected event %" PRIu64 ", found none", delivered);
		schedule();
		count = rte_event_dequeue_burst(DEVICE, PORT, events, BURST, 0);
	}
	count = spoilt(events, count);
	for (uint16_t i = 0; i < count; i++) {
		differences |= events[i].u64 ^ ((delivered + i) & number_mask);
		events[i].op = operation;
	}
	delivered += count;
	return count;
}

static inline void enter_burst(void)
{
	struct rte_event events[BURST];
	for (int i = 0; i < BURST; i++) {
		flow = (flow + SPREAD) % flows;
		events[i].event = 0;
		events[i].queue_id = QUEUE;
		events[i].flow_id = flow;
		events[i].op = RTE_EVENT_OP_NEW;
		events[i].u64 = entered++ & number_mask;
	}
	if (rte_event_enqueue_new_burst(DEVICE, PORT, events, BURST) != BURST)
		fail("expected room for 16 NEW events, found less, delivered: %" PRIu64, delivered);
	schedule();
}

static uint16_t take_and_release(void)
{
	struct rte_event events[BURST];
	uint16_t count = deliver(events, RTE_EVENT_OP_RELEASE);
	if (rte_event_enqueue_burst(DEVICE, PORT, events, count) != count)
		fail("expected that %d events are released, found less", count);
	return count;
}

static void enter(void)
{
	enter_burst();
	for (int left = BURST; left > 0;)
		left -= take_and_release();
}

static void circulate(void)
{
	struct rte_event events[BURST];
	uint16_t count = deliver(events, RTE_EVENT_OP_FORWARD);
	if (rte_event_enqueue_forward_burst(DEVICE, PORT, events, count) != count)
		fail("expected that %d events are forwarded, found less", count);
}

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * UINT64_C(1000000000) + time.tv_nsec;
}

static void iterate(void (*operation)(void), uint64_t nanos, bool measured)
{
	uint64_t before = delivered;
	uint64_t start = now();
	uint64_t elapsed;
	do {
		for (int i = 0; i < CLOCK_EVERY; i++)
			operation();
		elapsed = now() - start;
	} while (elapsed < nanos);
	if (differences != 0)
		fail("expected events in the order in which they entered, found others among the first %" PRIu64, delivered);
	if (measured) {
		printf("events=%" PRIu64 " nanos=%" PRIu64 "\n", delivered - before, elapsed);
		fflush(stdout);
	}
}

static uint64_t counter(const char *name)
{
	uint64_t value = rte_event_dev_xstats_by_name_get(DEVICE, name, NULL);
	if ((int64_t)value < 0)
		fail("expected a counter %s, found none", name);
	return value;
}

static void check_end(void)
{
	struct rte_event event;
	for (int i = 0; i < PATIENCE; i++) {
		schedule();
		if (rte_event_dequeue_burst(DEVICE, PORT, &event, 1, 0) != 0)
			fail("expected an empty device, found event %" PRIu64, event.u64);
	}
	if (differences != 0)
		fail("expected events in the order in which they entered, found others");
	uint64_t counted = counter(kind->delivered_counter);
	uint64_t dropped = kind->dropped_counter == NULL ? 0 : counter(kind->dropped_counter);
	if (counted != delivered || dropped != 0)
		fail("expected %" PRIu64 " events by the counters of the device, found %" PRIu64 " and %" PRIu64 " dropped",
				delivered, counted, dropped);
}

/* One logical core that may run on every processor that this process may use, as a thread of the JVM may. */
static void start_dpdk(char *program)
{
	cpu_set_t processors;
	static char cores[CPU_SETSIZE * 5 + 8] = "0@(";
	expect(sched_getaffinity(0, sizeof processors, &processors) == 0, "be told the processors");
	size_t end = strlen(cores);
	for (int i = 0; i < CPU_SETSIZE; i++)
		if (CPU_ISSET(i, &processors))
			end += sprintf(cores + end, "%d,", i);
	cores[end - 1] = ')';
	char *arguments[] = {program, "--no-huge", "-m", "256", "--no-pci", "--no-shconf", "--no-telemetry",
		"--log-level", "*:error", "--lcores", cores, NULL};
	expect(rte_eal_init(sizeof arguments / sizeof *arguments - 1, arguments) >= 0, "start");
	if (rte_eal_hotplug_add("vdev", kind->virtual_device, kind->settings) != 0)
		absent("this DPDK has no %s", kind->name);
}

static void open_device(uint8_t type)
{
	struct rte_event_dev_info info;
	expect(rte_event_dev_count() == 1, "make a device");
	expect(rte_event_dev_info_get(DEVICE, &info) == 0, "describe the device");
	uint32_t most_flows = info.max_event_queue_flows < MOST_FLOWS ? info.max_event_queue_flows : MOST_FLOWS;
	bool can_keep = info.event_dev_cap & RTE_EVENT_DEV_CAP_IMPLICIT_RELEASE_DISABLE;
	struct rte_event_dev_config device = {.nb_event_queues = 1, .nb_event_ports = 1, .nb_events_limit = CREDITS,
		.nb_event_queue_flows = most_flows, .nb_event_port_dequeue_depth = DEQUEUE_DEPTH,
		.nb_event_port_enqueue_depth = BURST};
	struct rte_event_queue_conf queue = {.schedule_type = type, .nb_atomic_flows = most_flows,
		.nb_atomic_order_sequences = WINDOW, .priority = RTE_EVENT_DEV_PRIORITY_NORMAL};
	struct rte_event_port_conf port = {.new_event_threshold = CREDITS, .dequeue_depth = DEQUEUE_DEPTH,
		.enqueue_depth = BURST, .event_port_cfg = can_keep ? RTE_EVENT_PORT_CFG_DISABLE_IMPL_REL : 0};
	expect(rte_event_dev_configure(DEVICE, &device) == 0, "configure the device");
	int refusal = rte_event_queue_setup(DEVICE, QUEUE, &queue);
	if (refusal == -ENOTSUP)
		absent("%s has no %s queues", kind->name, type == RTE_SCHED_TYPE_ORDERED ? "ordered" : "such");
	expect(refusal == 0, "set the queue up");
	expect(rte_event_port_setup(DEVICE, PORT, &port) == 0, "set the port up");
	expect(rte_event_port_link(DEVICE, PORT, NULL, NULL, 0) == 1, "link the port");
	if (kind->has_service) {
		expect(rte_event_dev_service_id_get(DEVICE, &service) == 0, "name the service of the device");
		expect(rte_service_runstate_set(service, 1) == 0, "let the service run");
		expect(rte_service_set_runstate_mapped_check(service, 0) == 0, "run the service in this thread");
	}
	expect(rte_event_dev_start(DEVICE) == 0, "start the device");
}

static uint64_t to_number(const char *text, uint64_t least, uint64_t most)
{
	char *end;
	uint64_t number = strtoul(text, &end, 10);
	if (*text == '\0' || *end != '\0' || number < least || number > most)
		fail("expected a number from %" PRIu64 " to %" PRIu64 ", found %s", least, most, text);
	return number;
}

static uint8_t to_type(const char *text)
{
	if (strcmp(text, "ATOMIC") == 0)
		return RTE_SCHED_TYPE_ATOMIC;
	if (strcmp(text, "ORDERED") == 0)
		return RTE_SCHED_TYPE_ORDERED;
	if (strcmp(text, "UNORDERED") != 0)
		fail("expected ATOMIC, ORDERED or UNORDERED, found %s", text);
	return RTE_SCHED_TYPE_PARALLEL;
}

static const struct kind *to_kind(const char *text)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(text, kinds[i].name) == 0)
			return &kinds[i];
	fail("expected event_sw or event_dsw, found %s", text);
	return NULL;
}

int main(int count, char *arguments[])
{
	if (count != 8)
		fail("expected DEVICE TYPE FLOWS enter|circulate WARM-UPS ITERATIONS MILLIS, found %d arguments", count - 1);
	kind = to_kind(arguments[1]);
	uint8_t type = to_type(arguments[2]);
	flows = to_number(arguments[3], 1, MOST_FLOWS);
	bool circulating = strcmp(arguments[4], "circulate") == 0;
	if (!circulating && strcmp(arguments[4], "enter") != 0)
		fail("expected enter or circulate, found %s", arguments[4]);
	uint64_t warm_ups = to_number(arguments[5], 0, 1000);
	uint64_t iterations = to_number(arguments[6], 1, 1000);
	uint64_t nanos = to_number(arguments[7], 1, 100000) * 1000000;

	start_dpdk(arguments[0]);
	open_device(type);
	number_mask = circulating ? CIRCULATING - 1 : UINT64_MAX;
	while (circulating && entered < CIRCULATING)
		enter_burst();
	for (uint64_t i = 0; i < warm_ups + iterations; i++)
		iterate(circulating ? circulate : enter, nanos, i >= warm_ups);
	for (int left = circulating ? CIRCULATING : 0; left > 0;)
		left -= take_and_release();
	check_end();
	return 0;
}
