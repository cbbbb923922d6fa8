/* A stand-in for NVIDIA's NVML library: answers the calls that the program makes from a scenario.
 *
 * For tests and development only. Build it under the real library's name and let the loader find it:
 *     cc -std=c11 -shared -fPIC -o DIR/libnvidia-ml.so.1 nvml.c -lpthread
 *     NVML_SCENARIO=FILE LD_LIBRARY_PATH=DIR deepseek-gui watch --json
 *
 * A scenario is a text file, one statement a line, "#" begins a comment. "gpu N" before a statement restricts it to
 * the card of that place (0 is the first); without it, it holds for all cards.
 *     gpus N                   how many cards there are (1)
 *     gpus N after C           so many from the C-th call on: hot-plug; seen at the next nvmlInit and by GetCount
 *     name TEXT                the cards' name
 *     KEY NUMBER               a value, in NVML's own unit; the keys are listed at `value_names` below
 *     garbage                  values that no card can have
 *     mig                      MIG is on: no utilisation of the whole card, two devices within it
 *     error FUNCTION CODE      this call (a name as exported, without _v2, _v3) answers with an nvmlReturn_t
 *     hang FUNCTION SECONDS after C    this call sleeps, once, when it is made for the C-th time
 *     lost after C             the card answers "GPU is lost" from its C-th call on
 *     back after C             … and is well again after C more calls have found it lost
 *     process PID BYTES SHARE  a process on the card: memory and percent of the multiprocessors; 0 bytes: not told
 */

#define _POSIX_C_SOURCE 200809L
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int nvmlReturn_t;
typedef struct card *nvmlDevice_t;
typedef unsigned int uint;
typedef unsigned long long ull;

enum { OK = 0, UNINITIALISED = 1, INVALID = 2, NOT_SUPPORTED = 3, NOT_FOUND = 6, TOO_SMALL = 7, LOST = 15 };
enum { MAX_CARDS = 16, MAX_RULES = 64, MAX_PROCESSES = 8, MIG_DEVICES = 2, NAME = 96 };

/* The keys of values, with what they are when the scenario does not say. */
#define VALUES(X) \
    X(utilisation, 42) X(memory_utilisation, 30) X(memory_total, 85899345920) X(memory_used, 10737418240) \
    X(memory_reserved, 536870912) X(power, 350000) X(power_limit, 700000) X(power_default, 700000) \
    X(power_min, 200000) X(power_max, 700000) X(temperature, 51) X(memory_temperature, 60) X(sm_clock, 1980) \
    X(memory_clock, 2619) X(reasons, 0) X(energy, 123456789) X(fan, 40) X(ecc_corrected, 0) X(ecc_uncorrected, 0) \
    X(pcie_generation, 5) X(pcie_width, 16) X(pcie_max_generation, 5) X(pcie_max_width, 16) X(pcie_tx, 1000) \
    X(pcie_rx, 2000) X(gpm, 1) X(sm_activity, 80) X(sm_occupancy, 12) X(tensor, 5) X(dram, 75) X(gpm_pcie_tx, 10) \
    X(gpm_pcie_rx, 20) X(architecture, 9) X(capability_major, 9) X(capability_minor, 0) X(cores, 16896) \
    X(multiprocessors, 132) X(nvlinks, 18) X(nvlink_remote, 2) X(nvlink_version, 4) X(topology, 30)

#define AS_INDEX(key, standard) V_##key,
#define AS_NAME(key, standard) #key,
#define AS_STANDARD(key, standard) standard,
enum { VALUES(AS_INDEX) VALUE_COUNT };
static const char *const value_names[] = {VALUES(AS_NAME)};
static const double standards[] = {VALUES(AS_STANDARD)};

struct process { uint pid; ull bytes; uint share; };
struct card {
    int index;
    int mig_place; /* -1: a whole card */
    char name[NAME];
    double values[VALUE_COUNT];
    bool garbage, mig;
    long calls, lost_after, back_after, lost_calls;
    struct process processes[MAX_PROCESSES];
    int process_count;
};
struct rule { char function[64]; int gpu; int code; double seconds; long after, calls; };
struct sample { nvmlDevice_t card; };

static struct card cards[MAX_CARDS], mig_devices[MAX_CARDS][MIG_DEVICES];
static struct rule rules[MAX_RULES];
static int rule_count, gpus = 1, gpus_later = -1, opened;
static long all_calls, gpus_after;
static bool loaded;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- the scenario ---- */

static void add_rule(const char *kind, char *rest, int gpu) {
    if (rule_count == MAX_RULES) abort();
    struct rule *rule = &rules[rule_count++];
    rule->gpu = gpu;
    if (strcmp(kind, "error") == 0) sscanf(rest, "%63s %d", rule->function, &rule->code);
    else sscanf(rest, "%63s %lf after %ld", rule->function, &rule->seconds, &rule->after);
}

static bool set_in_card(struct card *card, const char *key, char *rest) {
    struct process *process = &card->processes[card->process_count];
    if (strcmp(key, "name") == 0) snprintf(card->name, NAME, "%s", rest);
    else if (strcmp(key, "garbage") == 0) card->garbage = true;
    else if (strcmp(key, "mig") == 0) card->mig = true;
    else if (strcmp(key, "lost") == 0) return sscanf(rest, "after %ld", &card->lost_after) == 1;
    else if (strcmp(key, "back") == 0) return sscanf(rest, "after %ld", &card->back_after) == 1;
    else if (strcmp(key, "process") == 0) {
        if (card->process_count == MAX_PROCESSES) return false;
        card->process_count++;
        return sscanf(rest, "%u %llu %u", &process->pid, &process->bytes, &process->share) == 3;
    } else {
        for (int value = 0; value < VALUE_COUNT; value++)
            if (strcmp(key, value_names[value]) == 0) return sscanf(rest, "%lf", &card->values[value]) == 1;
        return false;
    }
    return true;
}

static void read_line(char *line) {
    char key[64];
    int used = 0, gpu = -1;
    line[strcspn(line, "#\n")] = 0;
    if (sscanf(line, " gpu %d %n", &gpu, &used) == 1) line += used;
    if (sscanf(line, " %63s %n", key, &used) != 1) return;
    char *rest = line + used;
    bool good = true;
    if (strcmp(key, "gpus") == 0) {
        int count = 0;
        if (sscanf(rest, "%d after %ld", &count, &gpus_after) == 2) gpus_later = count;
        else gpus = count;
        good = count <= MAX_CARDS;
    } else if (strcmp(key, "error") == 0 || strcmp(key, "hang") == 0) {
        add_rule(key, rest, gpu);
    } else {
        for (int index = 0; index < MAX_CARDS && good; index++)
            if (gpu == -1 || gpu == index) good = set_in_card(&cards[index], key, rest);
    }
    if (!good) {
        fprintf(stderr, "nvml stand-in: cannot read \"%s %s\"\n", key, rest);
        abort();
    }
}

static void load(void) {
    for (int index = 0; index < MAX_CARDS; index++) {
        struct card *card = &cards[index];
        card->index = index;
        card->mig_place = -1;
        snprintf(card->name, NAME, "NVIDIA H100 80GB HBM3");
        memcpy(card->values, standards, sizeof standards);
    }
    const char *path = getenv("NVML_SCENARIO");
    FILE *file = path ? fopen(path, "r") : NULL;
    char line[256];
    while (file && fgets(line, sizeof line, file)) read_line(line);
    if (file) fclose(file);
    for (int index = 0; index < MAX_CARDS; index++)
        for (int place = 0; place < MIG_DEVICES; place++) {
            mig_devices[index][place] = cards[index];
            mig_devices[index][place].mig_place = place;
            snprintf(mig_devices[index][place].name, NAME, "%.60s MIG 3g.40gb", cards[index].name);
        }
    loaded = true;
}

static int count_now(void) { return gpus_later >= 0 && all_calls >= gpus_after ? gpus_later : gpus; }

/* ---- every call begins here ---- */

static bool is_call(const char *function, const char *asked) {
    size_t length = strlen(asked);
    return strncmp(function, asked, length) == 0 && (function[length] == 0 || strncmp(function + length, "_v", 2) == 0);
}

static nvmlReturn_t is_lost(struct card *card) {
    if (card->lost_after == 0 || ++card->calls < card->lost_after) return OK;
    if (card->back_after && ++card->lost_calls > card->back_after) return OK;
    return LOST;
}

static nvmlReturn_t enter(nvmlDevice_t card, const char *function) {
    double seconds = 0;
    nvmlReturn_t code = OK;
    pthread_mutex_lock(&lock);
    if (!loaded) load();
    all_calls++;
    if (!opened && card) code = UNINITIALISED;
    else if (card) code = is_lost(card);
    for (int index = 0; index < rule_count && code == OK; index++) {
        struct rule *rule = &rules[index];
        if (!is_call(function, rule->function) || (rule->gpu >= 0 && card && rule->gpu != card->index)) continue;
        if (rule->code) code = rule->code;
        else if (++rule->calls == rule->after) seconds = rule->seconds;
    }
    pthread_mutex_unlock(&lock);
    if (seconds > 0) {
        struct timespec pause = {(time_t)seconds, (long)(fmod(seconds, 1) * 1e9)};
        nanosleep(&pause, NULL);
    }
    return code;
}

#define ENTER(card) do { nvmlReturn_t code = enter(card, __func__); if (code) return code; } while (0)

static uint small(nvmlDevice_t card, int value) { return card->garbage ? UINT_MAX : (uint)card->values[value]; }
static ull large(nvmlDevice_t card, int value) { return card->garbage ? ULLONG_MAX : (ull)card->values[value]; }

/* ---- the library and its cards ---- */

nvmlReturn_t nvmlInitWithFlags(uint flags) { (void)flags; ENTER(NULL); opened++; return OK; }
nvmlReturn_t nvmlInit_v2(void) { ENTER(NULL); opened++; return OK; }
nvmlReturn_t nvmlShutdown(void) { ENTER(NULL); if (!opened) return UNINITIALISED; opened--; return OK; }
const char *nvmlErrorString(nvmlReturn_t code) { return code == LOST ? "GPU is lost" : "stand-in error"; }

static nvmlReturn_t text(char *out, uint length, const char *value) {
    return snprintf(out, length, "%s", value) < (int)length ? OK : TOO_SMALL;
}

nvmlReturn_t nvmlSystemGetDriverVersion(char *out, uint length) { ENTER(NULL); return text(out, length, "580.65.06"); }
nvmlReturn_t nvmlSystemGetNVMLVersion(char *out, uint length) { ENTER(NULL); return text(out, length, "13.580.65.06"); }
nvmlReturn_t nvmlSystemGetCudaDriverVersion(int *out) { ENTER(NULL); *out = 13000; return OK; }
nvmlReturn_t nvmlSystemGetCudaDriverVersion_v2(int *out) { ENTER(NULL); *out = 13000; return OK; }
nvmlReturn_t nvmlDeviceGetCount_v2(uint *out) { ENTER(NULL); *out = (uint)count_now(); return OK; }

nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(uint index, nvmlDevice_t *out) {
    ENTER(NULL);
    if (index >= (uint)count_now()) return INVALID;
    nvmlReturn_t code = is_lost(&cards[index]);
    *out = &cards[index];
    return code;
}

nvmlReturn_t nvmlDeviceGetIndex(nvmlDevice_t card, uint *out) { ENTER(card); *out = (uint)card->index; return OK; }
nvmlReturn_t nvmlDeviceGetName(nvmlDevice_t card, char *out, uint length) {
    ENTER(card);
    return text(out, length, card->garbage ? "\xf8\xff" : card->name);
}

nvmlReturn_t nvmlDeviceGetUUID(nvmlDevice_t card, char *out, uint length) {
    ENTER(card);
    char uuid[64];
    const char *kind = card->mig_place < 0 ? "GPU" : "MIG";
    snprintf(uuid, sizeof uuid, "%s-0000000%x-0000-0000-0000-00000000000%d", kind, card->index, card->mig_place + 1);
    return text(out, length, uuid);
}

typedef struct { char legacy[16]; uint domain, bus, device, id, subsystem; char address[32]; } nvmlPciInfo_t;

static void fill_pci(nvmlPciInfo_t *out, int index, const char *format) {
    memset(out, 0, sizeof *out);
    out->bus = (uint)index + 1;
    out->id = 0x233010DE;
    snprintf(out->address, sizeof out->address, format, 0u, out->bus, 0u);
    snprintf(out->legacy, sizeof out->legacy, "0000:%02X:00.0", out->bus & 0xff);
}

nvmlReturn_t nvmlDeviceGetPciInfo_v3(nvmlDevice_t card, nvmlPciInfo_t *out) {
    ENTER(card);
    fill_pci(out, card->index, "%08X:%02X:%02X.0");
    return OK;
}

/* ---- values ---- */

#define UINT_GETTER(function, key) \
    nvmlReturn_t function(nvmlDevice_t card, uint *out) { ENTER(card); *out = small(card, V_##key); return OK; }
#define ULL_GETTER(function, key) \
    nvmlReturn_t function(nvmlDevice_t card, ull *out) { ENTER(card); *out = large(card, V_##key); return OK; }

UINT_GETTER(nvmlDeviceGetPowerUsage, power)
UINT_GETTER(nvmlDeviceGetEnforcedPowerLimit, power_limit)
UINT_GETTER(nvmlDeviceGetPowerManagementLimit, power_limit)
UINT_GETTER(nvmlDeviceGetPowerManagementDefaultLimit, power_default)
UINT_GETTER(nvmlDeviceGetFanSpeed, fan)
UINT_GETTER(nvmlDeviceGetCurrPcieLinkGeneration, pcie_generation)
UINT_GETTER(nvmlDeviceGetCurrPcieLinkWidth, pcie_width)
UINT_GETTER(nvmlDeviceGetMaxPcieLinkGeneration, pcie_max_generation)
UINT_GETTER(nvmlDeviceGetGpuMaxPcieLinkGeneration, pcie_max_generation)
UINT_GETTER(nvmlDeviceGetMaxPcieLinkWidth, pcie_max_width)
UINT_GETTER(nvmlDeviceGetArchitecture, architecture)
UINT_GETTER(nvmlDeviceGetNumGpuCores, cores)
ULL_GETTER(nvmlDeviceGetTotalEnergyConsumption, energy)
ULL_GETTER(nvmlDeviceGetCurrentClocksEventReasons, reasons)
ULL_GETTER(nvmlDeviceGetCurrentClocksThrottleReasons, reasons)

nvmlReturn_t nvmlDeviceGetPowerManagementLimitConstraints(nvmlDevice_t card, uint *least, uint *most) {
    ENTER(card);
    *least = small(card, V_power_min);
    *most = small(card, V_power_max);
    return OK;
}

nvmlReturn_t nvmlDeviceGetUtilizationRates(nvmlDevice_t card, uint out[2]) {
    ENTER(card);
    if (card->mig || card->mig_place >= 0) return NOT_SUPPORTED;
    out[0] = small(card, V_utilisation);
    out[1] = small(card, V_memory_utilisation);
    return OK;
}

nvmlReturn_t nvmlDeviceGetTemperature(nvmlDevice_t card, int sensor, uint *out) {
    ENTER(card);
    (void)sensor;
    *out = small(card, V_temperature);
    return OK;
}

nvmlReturn_t nvmlDeviceGetClockInfo(nvmlDevice_t card, int kind, uint *out) {
    ENTER(card);
    *out = small(card, kind == 2 ? V_memory_clock : V_sm_clock);
    return OK;
}

nvmlReturn_t nvmlDeviceGetMaxClockInfo(nvmlDevice_t card, int kind, uint *out) {
    ENTER(card);
    *out = small(card, kind == 2 ? V_memory_clock : V_sm_clock);
    return OK;
}

nvmlReturn_t nvmlDeviceGetPcieThroughput(nvmlDevice_t card, int counter, uint *out) {
    ENTER(card);
    *out = small(card, counter == 0 ? V_pcie_tx : V_pcie_rx);
    return OK;
}

nvmlReturn_t nvmlDeviceGetTotalEccErrors(nvmlDevice_t card, int kind, int counter, ull *out) {
    ENTER(card);
    (void)counter;
    *out = large(card, kind == 0 ? V_ecc_corrected : V_ecc_uncorrected);
    return OK;
}

nvmlReturn_t nvmlDeviceGetCudaComputeCapability(nvmlDevice_t card, int *major, int *minor) {
    ENTER(card);
    *major = (int)small(card, V_capability_major);
    *minor = (int)small(card, V_capability_minor);
    return OK;
}

static ull part(nvmlDevice_t card, ull bytes) { return card->mig_place < 0 ? bytes : bytes / MIG_DEVICES; }

nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t card, ull out[3]) { /* total, free, used */
    ENTER(card);
    out[0] = part(card, large(card, V_memory_total));
    out[2] = part(card, large(card, V_memory_used) + large(card, V_memory_reserved));
    out[1] = out[0] - out[2];
    return OK;
}

typedef struct { uint version; ull total, reserved, free, used; } nvmlMemory_v2_t;
nvmlReturn_t nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t card, nvmlMemory_v2_t *out) {
    ENTER(card);
    out->total = part(card, large(card, V_memory_total));
    out->reserved = part(card, large(card, V_memory_reserved));
    out->used = part(card, large(card, V_memory_used));
    out->free = out->total - out->used - out->reserved;
    return OK;
}

typedef struct {
    uint id, scope;
    long long stamp, latency;
    int type;
    nvmlReturn_t code;
    union { uint number; ull large; double real; } value;
} nvmlFieldValue_t;

nvmlReturn_t nvmlDeviceGetFieldValues(nvmlDevice_t card, int count, nvmlFieldValue_t *out) {
    ENTER(card);
    for (int index = 0; index < count; index++) {
        out[index].type = 1;
        out[index].code = out[index].id == 82 ? OK : NOT_SUPPORTED; /* 82: NVML_FI_DEV_MEMORY_TEMP */
        out[index].value.large = 0;
        out[index].value.number = small(card, V_memory_temperature);
    }
    return OK;
}

typedef struct { uint multiprocessors, engines[5], gpu_slices, compute_slices; ull memory_mib; } nvmlDeviceAttributes_t;
nvmlReturn_t nvmlDeviceGetAttributes_v2(nvmlDevice_t card, nvmlDeviceAttributes_t *out) {
    ENTER(card);
    if (card->mig_place < 0) return NOT_SUPPORTED;
    memset(out, 0, sizeof *out);
    out->multiprocessors = small(card, V_multiprocessors) / MIG_DEVICES;
    out->memory_mib = part(card, large(card, V_memory_total)) >> 20;
    return OK;
}

/* ---- processes ---- */

typedef struct { uint pid; ull bytes; uint gpu_instance, compute_instance; } nvmlProcessInfo_t;

static nvmlReturn_t list(nvmlDevice_t card, uint *count, nvmlProcessInfo_t *out) {
    uint room = *count, there = (uint)card->process_count;
    *count = there;
    if (there == 0) return OK;
    if (room < there || !out) return TOO_SMALL;
    for (uint index = 0; index < there; index++) {
        struct process process = card->processes[index];
        out[index] = (nvmlProcessInfo_t){process.pid, process.bytes ? process.bytes : ULLONG_MAX, UINT_MAX, UINT_MAX};
    }
    return OK;
}

nvmlReturn_t nvmlDeviceGetComputeRunningProcesses_v3(nvmlDevice_t card, uint *count, nvmlProcessInfo_t *out) {
    ENTER(card);
    return list(card, count, out);
}

nvmlReturn_t nvmlDeviceGetGraphicsRunningProcesses_v3(nvmlDevice_t card, uint *count, nvmlProcessInfo_t *out) {
    ENTER(card);
    (void)out;
    *count = 0;
    return OK;
}

typedef struct { uint pid; ull stamp; uint sm, memory, encoder, decoder; } nvmlProcessUtilizationSample_t;
nvmlReturn_t nvmlDeviceGetProcessUtilization(
    nvmlDevice_t card, nvmlProcessUtilizationSample_t *out, uint *count, ull since) {
    ENTER(card);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    ull stamp = (ull)now.tv_sec * 1000000 + (ull)now.tv_nsec / 1000;
    uint busy = 0, room = *count;
    for (int index = 0; index < card->process_count; index++) {
        struct process process = card->processes[index];
        if (process.share == 0 || stamp <= since) continue;
        if (out && busy < room) out[busy] = (nvmlProcessUtilizationSample_t){process.pid, stamp, process.share, 0, 0, 0};
        busy++;
    }
    *count = busy;
    if (busy == 0) return NOT_FOUND;
    return !out || room < busy ? TOO_SMALL : OK;
}

/* ---- performance counters ---- */

typedef struct { uint id; nvmlReturn_t code; double value; const char *words[3]; } nvmlGpmMetric_t;
typedef struct { uint version, count; struct sample *one, *two; nvmlGpmMetric_t metrics[]; } nvmlGpmMetricsGet_t;

nvmlReturn_t nvmlGpmQueryDeviceSupport(nvmlDevice_t card, uint out[2]) { /* version, supported */
    ENTER(card);
    out[1] = card->values[V_gpm] != 0;
    return OK;
}

nvmlReturn_t nvmlGpmSampleAlloc(struct sample **out) {
    ENTER(NULL);
    *out = calloc(1, sizeof **out);
    return OK;
}

nvmlReturn_t nvmlGpmSampleFree(struct sample *sample) { ENTER(NULL); free(sample); return OK; }

nvmlReturn_t nvmlGpmSampleGet(nvmlDevice_t card, struct sample *out) {
    ENTER(card);
    if (card->mig || card->values[V_gpm] == 0) return NOT_SUPPORTED;
    out->card = card;
    return OK;
}

nvmlReturn_t nvmlGpmMetricsGet(nvmlGpmMetricsGet_t *get) {
    static const int values[] = {[2] = V_sm_activity, [3] = V_sm_occupancy, [5] = V_tensor, [10] = V_dram,
                                 [20] = V_gpm_pcie_tx, [21] = V_gpm_pcie_rx};
    ENTER(NULL);
    if (get->version != 1 || get->one == get->two || get->one->card != get->two->card) return INVALID;
    for (uint index = 0; index < get->count; index++) {
        nvmlGpmMetric_t *metric = &get->metrics[index];
        bool known = metric->id < sizeof values / sizeof *values && values[metric->id];
        metric->code = known ? OK : NOT_SUPPORTED;
        metric->value = !known ? 0 : get->two->card->garbage ? NAN : get->two->card->values[values[metric->id]];
    }
    return OK;
}

/* ---- what only other monitors ask: they are measured beside ours ---- */

UINT_GETTER(nvmlDeviceGetPersistenceMode, gpm)
UINT_GETTER(nvmlDeviceGetPerformanceState, ecc_corrected)
UINT_GETTER(nvmlDeviceGetComputeMode, ecc_corrected)
UINT_GETTER(nvmlDeviceGetDisplayMode, ecc_corrected)
UINT_GETTER(nvmlDeviceGetDisplayActive, ecc_corrected)

nvmlReturn_t nvmlDeviceGetEncoderUtilization(nvmlDevice_t card, uint *out, uint *span_us) {
    ENTER(card);
    *out = 0;
    *span_us = 1000000;
    return OK;
}

nvmlReturn_t nvmlDeviceGetDecoderUtilization(nvmlDevice_t card, uint *out, uint *span_us) {
    ENTER(card);
    *out = 0;
    *span_us = 1000000;
    return OK;
}

nvmlReturn_t nvmlDeviceGetDriverModel_v2(nvmlDevice_t card, uint *current, uint *pending) {
    ENTER(card);
    (void)current;
    (void)pending;
    return NOT_SUPPORTED;
}

nvmlReturn_t nvmlDeviceGetDriverModel(nvmlDevice_t card, uint *current, uint *pending) {
    ENTER(card);
    (void)current;
    (void)pending;
    return NOT_SUPPORTED;
}

nvmlReturn_t nvmlDeviceGetBAR1MemoryInfo(nvmlDevice_t card, ull out[3]) { /* total, free, used */
    ENTER(card);
    out[0] = 1ull << 37;
    out[2] = 1ull << 24;
    out[1] = out[0] - out[2];
    return OK;
}

nvmlReturn_t nvmlDeviceGetSerial(nvmlDevice_t card, char *out, uint length) { ENTER(card); return text(out, length, "0"); }

/* ---- MIG, links and topology ---- */

nvmlReturn_t nvmlDeviceGetMigMode(nvmlDevice_t card, uint *current, uint *pending) {
    ENTER(card);
    *current = *pending = card->mig;
    return OK;
}

nvmlReturn_t nvmlDeviceGetMaxMigDeviceCount(nvmlDevice_t card, uint *out) {
    ENTER(card);
    *out = card->mig ? 7 : 0;
    return OK;
}

nvmlReturn_t nvmlDeviceGetMigDeviceHandleByIndex(nvmlDevice_t card, uint place, nvmlDevice_t *out) {
    ENTER(card);
    if (!card->mig || place >= MIG_DEVICES) return NOT_FOUND;
    *out = &mig_devices[card->index][place];
    return OK;
}

nvmlReturn_t nvmlDeviceIsMigDeviceHandle(nvmlDevice_t card, uint *out) {
    ENTER(card);
    *out = card->mig_place >= 0;
    return OK;
}

nvmlReturn_t nvmlDeviceGetDeviceHandleFromMigDeviceHandle(nvmlDevice_t card, nvmlDevice_t *out) {
    ENTER(card);
    *out = &cards[card->index];
    return OK;
}

static bool has_link(nvmlDevice_t card, uint link) { return link < card->values[V_nvlinks] && card->mig_place < 0; }

nvmlReturn_t nvmlDeviceGetNvLinkState(nvmlDevice_t card, uint link, uint *out) {
    ENTER(card);
    if (!has_link(card, link)) return NOT_SUPPORTED;
    *out = 1;
    return OK;
}

nvmlReturn_t nvmlDeviceGetNvLinkVersion(nvmlDevice_t card, uint link, uint *out) {
    ENTER(card);
    if (!has_link(card, link)) return NOT_SUPPORTED;
    *out = small(card, V_nvlink_version);
    return OK;
}

nvmlReturn_t nvmlDeviceGetNvLinkRemoteDeviceType(nvmlDevice_t card, uint link, uint *out) {
    ENTER(card);
    if (!has_link(card, link)) return NOT_SUPPORTED;
    *out = small(card, V_nvlink_remote);
    return OK;
}

nvmlReturn_t nvmlDeviceGetNvLinkRemotePciInfo_v2(nvmlDevice_t card, uint link, nvmlPciInfo_t *out) {
    ENTER(card);
    if (!has_link(card, link)) return NOT_SUPPORTED;
    int to_switch = card->values[V_nvlink_remote] == 2;
    int other = to_switch ? 100 + (int)link % 4 : (card->index + 1) % (count_now() > 0 ? count_now() : 1);
    fill_pci(out, other, "%08X:%02X:%02X.0");
    return OK;
}

nvmlReturn_t nvmlDeviceGetTopologyCommonAncestor(nvmlDevice_t one, nvmlDevice_t two, uint *out) {
    ENTER(one);
    *out = one == two ? 0 : small(one, V_topology);
    return OK;
}

nvmlReturn_t nvmlDeviceGetP2PStatus(nvmlDevice_t one, nvmlDevice_t two, int index, uint *out) {
    ENTER(one);
    (void)two;
    (void)index;
    *out = 0;
    return OK;
}
