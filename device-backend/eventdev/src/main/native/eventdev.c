/*
 * The shim between Millrace and DPDK's eventdev: what Shim.java declares, one function for each call, and nothing else. Whoever calls has checked numbers; what
 * could still break the process is checked here once more, since a caller's mistake must not end it: devices and ports that are not open, and ends of arrays.
 *
 * An event is one long, laid out as in io.millrace.core.driver.Event. Errors are negative numbers, those of errno.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jni.h>

#include <rte_dev.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_eventdev.h>
#include <rte_lcore.h>
#include <rte_malloc.h>
#include <rte_service.h>
#include <rte_service_component.h>
#include <rte_version.h>

#define SHIM(type, name) JNIEXPORT type JNICALL Java_io_millrace_device_eventdev_Shim_##name

enum { BURST = 64, DEQUEUE_DEPTH = 128, ITERATIONS = 64, MOST_ARGUMENTS = 64, MOST_LEFT = 1 << 16 };
enum { NUMBER_BITS = 20, QUEUE_SHIFT = 40, OPERATION_SHIFT = 48, FLOW_MASK = (1 << 20) - 1, NUMBER_MASK = (1 << 20) - 1 };
enum { UNORDERED, ATOMIC, ORDERED, DIRECTED }; /* in the order of SchedulingType */

/* What Shim.java knows of a device. */
enum { INFO_EVENTS, INFO_QUEUES, INFO_PORTS, INFO_FLOWS, INFO_EXPLICIT_RELEASE, INFO_SERVICE, INFO_LENGTH };

struct device {
	bool plugged; /* made by plug() */
	bool open;
	bool used; /* for another domain before */
	uint8_t ports;
	uint8_t queues;
	uint8_t types[RTE_EVENT_MAX_QUEUES_PER_DEV]; /* as eventdev numbers them */
	bool has_service;
	uint32_t service;
};

static struct device devices[RTE_EVENT_MAX_DEVS];

static bool is_open(jint device, jint port)
{
	return device >= 0 && device < RTE_EVENT_MAX_DEVS && devices[device].open && port >= 0 && port < devices[device].ports;
}

static uint8_t type_of(jint type)
{
	return type == ATOMIC ? RTE_SCHED_TYPE_ATOMIC : type == ORDERED ? RTE_SCHED_TYPE_ORDERED : RTE_SCHED_TYPE_PARALLEL;
}

static struct rte_event unpack(const struct device *device, jlong packed)
{
	static const uint8_t operations[] = {RTE_EVENT_OP_NEW, RTE_EVENT_OP_FORWARD, RTE_EVENT_OP_RELEASE};
	struct rte_event event = {.event = 0};
	unsigned int operation = packed >> OPERATION_SHIFT & 3;
	event.queue_id = packed >> QUEUE_SHIFT & UINT8_MAX;
	event.sched_type = device->types[event.queue_id];
	event.flow_id = packed >> NUMBER_BITS & FLOW_MASK;
	event.op = operations[operation < RTE_DIM(operations) ? operation : 2];
	event.event_type = RTE_EVENT_TYPE_CPU;
	event.priority = RTE_EVENT_DEV_PRIORITY_NORMAL;
	event.u64 = packed & NUMBER_MASK;
	return event;
}

static jlong pack(const struct rte_event *event)
{
	return (jlong)event->queue_id << QUEUE_SHIFT | (jlong)event->flow_id << NUMBER_BITS | (jlong)(event->u64 & NUMBER_MASK);
}

SHIM(jstring, version)(JNIEnv *env, jclass class)
{
	return (*env)->NewStringUTF(env, rte_version());
}

SHIM(jint, start)(JNIEnv *env, jclass class, jobjectArray arguments)
{
	static char *copies[MOST_ARGUMENTS + 1]; /* EAL keeps pointers to them and changes their order */
	jsize count = (*env)->GetArrayLength(env, arguments);
	if (count > MOST_ARGUMENTS)
		return -E2BIG;
	for (jsize i = 0; i < count; i++) {
		jstring argument = (*env)->GetObjectArrayElement(env, arguments, i);
		const char *text = (*env)->GetStringUTFChars(env, argument, NULL);
		if (text == NULL)
			return -ENOMEM;
		copies[i] = strdup(text);
		(*env)->ReleaseStringUTFChars(env, argument, text);
		(*env)->DeleteLocalRef(env, argument);
	}
	return rte_eal_init(count, copies) < 0 ? -rte_errno : 0;
}

SHIM(jlong, freeMemory)(JNIEnv *env, jclass class)
{
	struct rte_malloc_socket_stats stats;
	return rte_malloc_get_socket_stats(0, &stats) == 0 ? (jlong)stats.heap_freesz_bytes : 0;
}

SHIM(jint, count)(JNIEnv *env, jclass class)
{
	return rte_event_dev_count();
}

/* Whether a device has a name or is of a driver, which may be named without its end: those of event_dlb2 are event_dlb2_pf and event_dlb2_5_pf. */
static bool is_called(const struct rte_device *device, const char *name)
{
	const char *driver = rte_driver_name(rte_dev_driver(device));
	size_t length = strlen(name);
	return strcmp(rte_dev_name(device), name) == 0
		|| (strncmp(driver, name, length) == 0 && (driver[length] == '\0' || driver[length] == '_'));
}

/* Returns the number of the first device of a name that was there when EAL started. */
static int number_of(const char *name)
{
	struct rte_event_dev_info info;
	for (int id = 0; id < rte_event_dev_count(); id++)
		if (!devices[id].plugged && rte_event_dev_info_get(id, &info) == 0 && is_called(info.dev, name))
			return id;
	return -ENODEV;
}

/* Makes a virtual device and returns its number. None is ever removed, so it is the next. */
static int plug(const char *name, const char *settings)
{
	int id = rte_event_dev_count();
	if (id == RTE_EVENT_MAX_DEVS)
		return -ENOSPC;
	int result = rte_eal_hotplug_add("vdev", name, settings);
	if (result != 0)
		return result < 0 ? result : -result;
	devices[id].plugged = true;
	return id;
}

SHIM(jint, plug)(JNIEnv *env, jclass class, jstring name, jstring settings)
{
	const char *name_text = (*env)->GetStringUTFChars(env, name, NULL);
	const char *settings_text = (*env)->GetStringUTFChars(env, settings, NULL);
	int result = plug(name_text, settings_text);
	(*env)->ReleaseStringUTFChars(env, settings, settings_text);
	(*env)->ReleaseStringUTFChars(env, name, name_text);
	return result;
}

SHIM(jint, find)(JNIEnv *env, jclass class, jstring name)
{
	const char *text = (*env)->GetStringUTFChars(env, name, NULL);
	int result = number_of(text);
	(*env)->ReleaseStringUTFChars(env, name, text);
	return result;
}

SHIM(jint, describe)(JNIEnv *env, jclass class, jint device, jlongArray description)
{
	struct rte_event_dev_info info;
	uint32_t service;
	jlong values[INFO_LENGTH];
	if (description == NULL || device < 0 || device >= rte_event_dev_count() || (*env)->GetArrayLength(env, description) < INFO_LENGTH)
		return -EINVAL;
	int result = rte_event_dev_info_get(device, &info);
	if (result != 0)
		return result;
	values[INFO_EVENTS] = info.max_num_events;
	values[INFO_QUEUES] = info.max_event_queues;
	values[INFO_PORTS] = info.max_event_ports;
	values[INFO_FLOWS] = info.max_event_queue_flows;
	values[INFO_EXPLICIT_RELEASE] = (info.event_dev_cap & RTE_EVENT_DEV_CAP_IMPLICIT_RELEASE_DISABLE) != 0;
	values[INFO_SERVICE] = rte_event_dev_service_id_get(device, &service) == 0;
	(*env)->SetLongArrayRegion(env, description, 0, INFO_LENGTH, values);
	return 0;
}

static int set_up(uint8_t id, uint32_t events, uint32_t sequences, const jint *types, const jint *flows, const jint *links)
{
	struct device *device = &devices[id];
	struct rte_event_dev_info info;
	int result = rte_event_dev_info_get(id, &info);
	if (result != 0)
		return result;
	uint32_t depth = RTE_MIN((uint32_t)info.max_event_port_dequeue_depth, (uint32_t)DEQUEUE_DEPTH);
	uint32_t burst = RTE_MIN(info.max_event_port_enqueue_depth, (uint32_t)BURST);
	struct rte_event_dev_config config = {.nb_event_queues = device->queues, .nb_event_ports = device->ports,
		.nb_events_limit = events, .nb_event_queue_flows = info.max_event_queue_flows,
		.nb_event_port_dequeue_depth = depth, .nb_event_port_enqueue_depth = burst};
	for (int queue = 0; queue < device->queues; queue++)
		config.nb_single_link_event_port_queues += types[queue] == DIRECTED;
	result = rte_event_dev_configure(id, &config);
	for (int queue = 0; queue < device->queues && result == 0; queue++) {
		struct rte_event_queue_conf conf = {.schedule_type = type_of(types[queue]),
			.nb_atomic_flows = RTE_MIN((uint32_t)flows[queue], info.max_event_queue_flows),
			.nb_atomic_order_sequences = sequences,
			.event_queue_cfg = types[queue] == DIRECTED ? RTE_EVENT_QUEUE_CFG_SINGLE_LINK : 0,
			.priority = RTE_EVENT_DEV_PRIORITY_NORMAL};
		device->types[queue] = conf.schedule_type;
		result = rte_event_queue_setup(id, queue, &conf);
	}
	bool keeps = info.event_dev_cap & RTE_EVENT_DEV_CAP_IMPLICIT_RELEASE_DISABLE;
	for (int port = 0; port < device->ports && result == 0; port++) {
		bool single = links[port] >= 0 && types[links[port]] == DIRECTED;
		struct rte_event_port_conf conf = {.new_event_threshold = events, .dequeue_depth = depth, .enqueue_depth = burst,
			.event_port_cfg = (keeps ? RTE_EVENT_PORT_CFG_DISABLE_IMPL_REL : 0)
				| (single ? RTE_EVENT_PORT_CFG_SINGLE_LINK : 0)};
		result = rte_event_port_setup(id, port, &conf);
	}
	for (int port = 0; port < device->ports && result == 0; port++) {
		uint8_t queue = links[port];
		if (links[port] >= 0 && rte_event_port_link(id, port, &queue, NULL, 1) != 1)
			result = -rte_errno;
	}
	return result;
}

static int set_off(uint8_t id)
{
	struct device *device = &devices[id];
	device->has_service = rte_event_dev_service_id_get(id, &device->service) == 0;
	if (device->has_service) {
		rte_service_runstate_set(device->service, 1);
		rte_service_component_runstate_set(device->service, 1);
		rte_service_set_runstate_mapped_check(device->service, 0);
	}
	return rte_event_dev_start(id);
}

SHIM(jint, open)(JNIEnv *env, jclass class, jint id, jint events, jint sequences, jintArray types, jintArray flows, jintArray links)
{
	if (types == NULL || flows == NULL || links == NULL)
		return -EINVAL;
	jsize queues = (*env)->GetArrayLength(env, types);
	jsize ports = (*env)->GetArrayLength(env, links);
	jint type_values[RTE_EVENT_MAX_QUEUES_PER_DEV], flow_values[RTE_EVENT_MAX_QUEUES_PER_DEV], link_values[UINT8_MAX];
	if (id < 0 || id >= rte_event_dev_count() || devices[id].open || events < 1 || sequences < 0 || queues < 1
			|| queues > RTE_EVENT_MAX_QUEUES_PER_DEV || ports < 1 || ports > UINT8_MAX
			|| (*env)->GetArrayLength(env, flows) != queues)
		return -EINVAL;
	(*env)->GetIntArrayRegion(env, types, 0, queues, type_values);
	(*env)->GetIntArrayRegion(env, flows, 0, queues, flow_values);
	(*env)->GetIntArrayRegion(env, links, 0, ports, link_values);
	for (jsize port = 0; port < ports; port++)
		if (link_values[port] >= queues)
			return -EINVAL;
	devices[id].queues = queues;
	devices[id].ports = ports;
	int result = 0;
	/* DPDK 22.11 takes the credits of an event_sw's earlier ports off a count that it has cleared before. The second time those have none. */
	for (int times = devices[id].used ? 2 : 1; times > 0 && result == 0; times--)
		result = set_up(id, events, sequences, type_values, flow_values, link_values);
	devices[id].used = true;
	if (result == 0)
		result = set_off(id);
	devices[id].open = result == 0;
	return result;
}

SHIM(jint, enqueue)(JNIEnv *env, jclass class, jint id, jint port, jlongArray events, jint begin, jint end)
{
	jlong packed[BURST];
	struct rte_event unpacked[BURST];
	if (events == NULL || !is_open(id, port) || begin < 0 || end < begin || end > (*env)->GetArrayLength(env, events))
		return 0;
	jint done = begin;
	while (done < end) {
		jint count = RTE_MIN(end - done, BURST);
		(*env)->GetLongArrayRegion(env, events, done, count, packed);
		for (jint i = 0; i < count; i++)
			unpacked[i] = unpack(&devices[id], packed[i]);
		uint16_t taken = rte_event_enqueue_burst(id, port, unpacked, count);
		done += taken;
		if (taken < count)
			break;
	}
	return done - begin;
}

SHIM(jint, dequeue)(JNIEnv *env, jclass class, jint id, jint port, jlongArray events, jint most)
{
	struct rte_event found[BURST];
	jlong packed[BURST];
	if (events == NULL || !is_open(id, port) || most < 1)
		return 0;
	jint limit = RTE_MIN(RTE_MIN(most, BURST), (*env)->GetArrayLength(env, events));
	uint16_t count = limit < 1 ? 0 : rte_event_dequeue_burst(id, port, found, limit, 0);
	for (uint16_t i = 0; i < count; i++)
		packed[i] = pack(&found[i]);
	if (count > 0)
		(*env)->SetLongArrayRegion(env, events, 0, count, packed);
	return count;
}

/*
 * A thread that EAL does not know has no number of a logical core, by which services keep their figures. It borrows one for the time of the call, which no
 * other thread has: that of the device.
 */
SHIM(void, schedule)(JNIEnv *env, jclass class, jint id)
{
	if (!is_open(id, 0) || !devices[id].has_service)
		return;
	unsigned int before = RTE_PER_LCORE(_lcore_id);
	RTE_PER_LCORE(_lcore_id) = id;
	/*
	 * DPDK does not tell whether an iteration has found anything to do. With the quantum of those that are plugged in one moves all for which there is room, by
	 * what the one before has seen of the rings of ports.
	 */
	int iterations = devices[id].plugged ? 2 : ITERATIONS;
	for (int i = 0; i < iterations; i++)
		rte_service_run_iter_on_app_lcore(devices[id].service, 0);
	RTE_PER_LCORE(_lcore_id) = before;
}

struct left {
	jlong *events;
	jsize count;
};

static void keep(uint8_t id, struct rte_event event, void *argument)
{
	struct left *left = argument;
	if (left->count < MOST_LEFT)
		left->events[left->count++] = pack(&event);
}

/* Stops a device; null if there is no memory for what is left, or the device is not open. */
SHIM(jlongArray, close)(JNIEnv *env, jclass class, jint id)
{
	if (!is_open(id, 0))
		return NULL;
	struct left left = {.events = calloc(MOST_LEFT, sizeof(jlong)), .count = 0};
	devices[id].open = false;
	if (left.events != NULL)
		rte_event_dev_stop_flush_callback_register(id, keep, &left);
	rte_event_dev_stop(id);
	if (left.events == NULL)
		return NULL;
	rte_event_dev_stop_flush_callback_register(id, NULL, NULL);
	jlongArray events = (*env)->NewLongArray(env, left.count);
	if (events != NULL)
		(*env)->SetLongArrayRegion(env, events, 0, left.count, left.events);
	free(left.events);
	return events;
}
