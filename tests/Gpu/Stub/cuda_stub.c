/*
 * A driver of CUDA that computes nothing: device memory is memory of the process, kernels do not run, and what is asked of it is counted. With it the whole path of CUDA runs on
 * a machine without a GPU, but for the kernels. It calls itself an H100: 132 multiprocessors, compute capability 9.0.
 *
 * It refuses what a driver refuses: copies that leave their buffer, groups that are larger than a kernel was compiled for, kernels for newer devices or of other names. And it
 * fails when it is told to, by its variables when the process begins, or by its functions later:
 *   SPARSEGEN_STUB_DEVICES     how many devices there are
 *   SPARSEGEN_STUB_CAPABILITY  their compute capability, such as 8.0
 *   SPARSEGEN_STUB_DRIVER      CUDA's version that the driver is of, times 1,000, such as 12080 for 12.8
 *   SPARSEGEN_STUB_MEMORY      bytes of memory of each
 *   SPARSEGEN_STUB_FAILS       which launch, copy, clearing or wait fails, counted from 1; all later ones fail too, as on a device that has failed
 *   SPARSEGEN_STUB_GRAPHS      0 for a driver that makes no graphs
 * While a stream is captured, what a driver forbids then ends the capture: waiting for anything, memory, modules and what is done in the stream that all share.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int Result;
typedef struct { char *start; size_t length; } Block;
typedef struct { char *text; } Module;
typedef struct Function { struct Function *next; char *name; int threads; long long launches; } Function;
typedef struct { Function **kernels; int count, room; } Graph;
typedef struct { Graph *captured; int is_broken; } Stream;

enum { SUCCESS = 0, INVALID = 1, OUT_OF_MEMORY = 2, NO_DEVICE = 100, INVALID_PTX = 218, NOT_FOUND = 500, LAUNCH_FAILED = 719, NOT_SUPPORTED = 801,
  CAPTURE_UNSUPPORTED = 900, CAPTURE_INVALIDATED = 901 };
enum { MOST_BLOCKS = 4096, MULTIPROCESSORS = 132, MOST_THREADS = 1024, MOST_GROUPS_ASIDE = 65535, MOST_SHARED = 49152 };

/* In the order of the fields of CudaStub.Counts in the tests. */
static struct { long long launches, uploads, uploaded, downloads, downloaded, moves, clears, waits, modules, allocations, held, graphs, launched_by_graphs; } counts;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static Block blocks[MOST_BLOCKS];
static Function *functions;
static int devices = 1, major = 9, minor = 0, version = 12080, loads_fail, graphs_fail, makes_graphs = 1;
static long long memory = 80ll << 30, work, fails_at, graphs;
static Result failure = LAUNCH_FAILED;
static __thread Stream *capturing; /* Other threads may do what they like. */

__attribute__((constructor)) static void begin(void) {
  const char *text;
  if ((text = getenv("SPARSEGEN_STUB_DEVICES"))) devices = atoi(text);
  if ((text = getenv("SPARSEGEN_STUB_CAPABILITY"))) sscanf(text, "%d.%d", &major, &minor);
  if ((text = getenv("SPARSEGEN_STUB_DRIVER"))) version = atoi(text);
  if ((text = getenv("SPARSEGEN_STUB_MEMORY"))) memory = atoll(text);
  if ((text = getenv("SPARSEGEN_STUB_FAILS"))) fails_at = atoll(text);
  if ((text = getenv("SPARSEGEN_STUB_GRAPHS"))) makes_graphs = atoi(text);
}

/* For the tests. */
void stub_counts(void *to) { memcpy(to, &counts, sizeof counts); }
long long stub_graphs(void) { return graphs; }
void stub_limit(long long bytes) { memory = bytes; }
void stub_fail_loads(int fail) { loads_fail = fail; }
void stub_fail_graphs(int fail) { graphs_fail = fail; }
void stub_fail(long long call, int error) { work = 0; fails_at = call; failure = error; }
long long stub_launches_of(const char *part) {
  long long launches = 0;
  for (Function *one = functions; one; one = one->next) launches += strstr(one->name, part) ? one->launches : 0;
  return launches;
}

/* One more thing that the device does. */
static Result done(void) { return ++work >= fails_at && fails_at > 0 ? failure : SUCCESS; }

/* Whether a stream is captured, which then is over: what the caller is about to do cannot be written down. */
static int breaks_capture(void) {
  if (!capturing) return 0;
  capturing->is_broken = 1;
  return 1;
}

static Block *block_of(const void *at) {
  for (int i = 0; i < MOST_BLOCKS; i++) {
    if (blocks[i].start && (const char *)at >= blocks[i].start && (const char *)at < blocks[i].start + blocks[i].length) return &blocks[i];
  }
  return NULL;
}
static int is_inside(const void *at, size_t length, const Block *block) { return !block || (const char *)at + length <= block->start + block->length; }

/* The driver itself, and its devices. */
Result cuInit(unsigned flags) { return devices > 0 ? SUCCESS : NO_DEVICE; }
Result cuDriverGetVersion(int *answer) { *answer = version; return SUCCESS; }
Result cuDeviceGet(int *device, int index) { *device = index; return index < devices ? SUCCESS : INVALID; }
Result cuDeviceGetCount(int *count) { *count = devices; return SUCCESS; }
Result cuDeviceGetName(char *name, int length, int device) { strncpy(name, "Stub", length); return SUCCESS; }
Result cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = memory; return SUCCESS; }
Result cuDeviceCanAccessPeer(int *can, int device, int peer) { *can = 0; return SUCCESS; }
Result cuDeviceGetP2PAttribute(int *value, int attribute, int from, int to) { *value = 0; return SUCCESS; }
Result cuGetErrorString(Result error, const char **text) {
  *text = error == OUT_OF_MEMORY ? "out of memory" : error == LAUNCH_FAILED ? "unspecified launch failure"
    : error == INVALID_PTX ? "a PTX JIT compilation failed" : "an error of the stub";
  return SUCCESS;
}

/* The numbers are those of CUdevice_attribute in cuda.h. */
Result cuDeviceGetAttribute(int *value, int attribute, int device) {
  switch (attribute) {
    case 1: case 2: case 3: *value = MOST_THREADS; break; /* threads of a group, and along x and y */
    case 4: *value = 64; break;                           /* along z */
    case 5: *value = 2147483647; break;                   /* groups along x */
    case 6: case 7: *value = MOST_GROUPS_ASIDE; break;    /* along y and z */
    case 8: *value = MOST_SHARED; break;                  /* shared memory of a group */
    case 9: *value = 65536; break;                        /* constant memory */
    case 10: *value = 32; break;                          /* threads of a warp */
    case 11: *value = 2147483647; break;                  /* pitch */
    case 12: case 82: *value = 65536; break;              /* registers of a group and a multiprocessor */
    case 13: *value = 1755000; break;                     /* clock, kHz */
    case 16: *value = MULTIPROCESSORS; break;
    case 39: *value = 2048; break;                        /* threads of a multiprocessor */
    case 33: *value = device; break;                       /* number on the PCI bus */
    case 75: *value = major; break;                       /* compute capability */
    case 76: *value = minor; break;
    case 81: *value = 233472; break;                      /* shared memory of a multiprocessor */
    default: *value = 1; break;
  }
  return SUCCESS;
}

/* Contexts. */
Result cuCtxCreate_v2(void **context, unsigned flags, int device) { *context = &counts; return SUCCESS; }
Result cuCtxDestroy_v2(void *context) { return SUCCESS; }
Result cuCtxSetCurrent(void *context) { return SUCCESS; }
Result cuCtxSynchronize(void) { if (breaks_capture()) return CAPTURE_UNSUPPORTED; counts.waits++; return done(); }
Result cuCtxGetCacheConfig(int *config) { *config = 0; return SUCCESS; }
Result cuCtxSetCacheConfig(int config) { return SUCCESS; }
Result cuCtxGetSharedMemConfig(int *config) { *config = 0; return SUCCESS; }
Result cuCtxSetSharedMemConfig(int config) { return SUCCESS; }
Result cuCtxEnablePeerAccess(void *context, unsigned flags) { return SUCCESS; }
Result cuCtxDisablePeerAccess(void *context) { return SUCCESS; }

/* Memory. */
Result cuMemGetInfo_v2(size_t *available, size_t *total) { *total = memory; *available = memory > counts.held ? memory - counts.held : 0; return SUCCESS; }
Result cuMemAlloc_v2(void **start, size_t length) {
  Result result = OUT_OF_MEMORY;
  if (breaks_capture()) return CAPTURE_UNSUPPORTED;
  pthread_mutex_lock(&gate);
  for (int i = 0; i < MOST_BLOCKS && counts.held + (long long)length <= memory; i++) {
    if (!blocks[i].start) {
      if ((*start = malloc(length))) {
        blocks[i] = (Block){*start, length};
        counts.allocations++;
        counts.held += length;
        result = SUCCESS;
      }
      break;
    }
  }
  pthread_mutex_unlock(&gate);
  return result;
}
Result cuMemFree_v2(void *start) {
  if (breaks_capture()) return CAPTURE_UNSUPPORTED;
  pthread_mutex_lock(&gate);
  Block *block = block_of(start);
  int is_start = block && block->start == start;
  if (is_start) {
    free(start);
    counts.held -= block->length;
    *block = (Block){NULL, 0};
  }
  pthread_mutex_unlock(&gate);
  return is_start ? SUCCESS : INVALID;
}
Result cuMemAllocHost_v2(void **start, size_t length) { *start = malloc(length); return *start ? SUCCESS : OUT_OF_MEMORY; }
Result cuMemFreeHost(void *start) { free(start); return SUCCESS; }
Result cuMemHostRegister_v2(void *start, size_t length, unsigned flags) { return SUCCESS; }
Result cuMemHostUnregister(void *start) { return SUCCESS; }
Result cuMemHostGetDevicePointer_v2(void **device, void *host, unsigned flags) { *device = host; return SUCCESS; }
Result cuPointerGetAttribute(void *value, int attribute, void *pointer) { return SUCCESS; }
Result cuMemcpyAsync(void *to, void *from, size_t length, void *stream) {
  Block *source = block_of(from), *destination = block_of(to);
  if (breaks_capture()) return CAPTURE_UNSUPPORTED;
  if (!(source || destination) || !is_inside(from, length, source) || !is_inside(to, length, destination)) return INVALID;
  if (source && destination) { counts.moves++; }
  else if (destination) { counts.uploads++; counts.uploaded += length; }
  else { counts.downloads++; counts.downloaded += length; }
  Result result = done();
  if (result == SUCCESS) memmove(to, from, length);
  return result;
}
Result cuMemsetD8Async(void *start, unsigned char value, size_t length, void *stream) {
  Block *block = block_of(start);
  if (breaks_capture()) return CAPTURE_UNSUPPORTED;
  if (!block || !is_inside(start, length, block)) return INVALID;
  counts.clears++;
  Result result = done();
  if (result == SUCCESS) memset(start, value, length);
  return result;
}

/* Queues and events. */
Result cuStreamCreate(void **stream, unsigned flags) { *stream = calloc(1, sizeof(Stream)); return SUCCESS; }
Result cuStreamCreateWithPriority(void **stream, unsigned flags, int priority) { return cuStreamCreate(stream, flags); }
Result cuStreamDestroy_v2(void *stream) { free(stream); return SUCCESS; }
Result cuStreamSynchronize(void *stream) { if (breaks_capture()) return CAPTURE_UNSUPPORTED; counts.waits++; return done(); }
Result cuEventCreate(void **event, unsigned flags) { *event = &counts; return SUCCESS; }
Result cuEventDestroy_v2(void *event) { return SUCCESS; }
Result cuEventQuery(void *event) { return SUCCESS; }
Result cuEventElapsedTime(float *time, void *from, void *to) { *time = 0; return SUCCESS; }
Result cuEventRecord(void *event, void *stream) { return SUCCESS; }
Result cuEventSynchronize(void *event) { if (breaks_capture()) return CAPTURE_UNSUPPORTED; counts.waits++; return done(); }

/* Kernels: a module keeps its text, of which the target, the names and the sizes of groups are read. */
Result cuModuleLoadData(void **module, void *text) {
  const char *target = strstr(text, ".target sm_");
  if (breaks_capture()) return CAPTURE_UNSUPPORTED;
  if (loads_fail || !target || atoi(target + strlen(".target sm_")) > 10 * major + minor) return INVALID_PTX;
  Module *loaded = malloc(sizeof *loaded);
  loaded->text = strdup(text);
  pthread_mutex_lock(&gate);
  counts.modules++;
  pthread_mutex_unlock(&gate);
  *module = loaded;
  return SUCCESS;
}
Result cuModuleLoadDataEx(void **module, void *text, int count, void *options, void *values) { return cuModuleLoadData(module, text); }
Result cuModuleUnload(void *module) {
  if (!module) return INVALID;
  free(((Module *)module)->text);
  free(module);
  return SUCCESS;
}
Result cuModuleGetFunction(void **function, void *module, const char *name) {
  char entry[1024];
  snprintf(entry, sizeof entry, ".entry %s(", name);
  const char *at = strstr(((Module *)module)->text, entry);
  if (!at) return NOT_FOUND;
  const char *body = strchr(at, '{'), *most = strstr(at, ".maxntid");
  Function *found = malloc(sizeof *found);
  int y = 1, z = 1;
  found->threads = MOST_THREADS;
  if (most && (!body || most < body) && sscanf(most, ".maxntid %d, %d, %d", &found->threads, &y, &z) > 0) found->threads *= y * z;
  found->name = strdup(name);
  found->launches = 0;
  pthread_mutex_lock(&gate);
  found->next = functions;
  functions = found;
  pthread_mutex_unlock(&gate);
  *function = found;
  return SUCCESS;
}
Result cuOccupancyMaxActiveBlocksPerMultiprocessor(int *count, void *function, int threads, size_t shared) { *count = 4; return SUCCESS; }
Result cuOccupancyMaxPotentialBlockSize(int *groups, int *threads, void *function, void *callback, size_t shared, int limit) { *groups = 1; *threads = 64; return SUCCESS; }
Result cuLaunchKernel(
    void *kernel, unsigned x, unsigned y, unsigned z, unsigned threads_x, unsigned threads_y, unsigned threads_z, unsigned shared, void *stream, void **arguments, void **extra) {
  Function *function = kernel;
  long long threads = (long long)threads_x * threads_y * threads_z;
  if (!x || !y || !z || y > MOST_GROUPS_ASIDE || z > MOST_GROUPS_ASIDE || threads < 1 || threads > function->threads || shared > MOST_SHARED) return INVALID;
  if (capturing) {
    Graph *graph = capturing->captured;
    if (stream != capturing) return breaks_capture() ? CAPTURE_UNSUPPORTED : SUCCESS;
    if (graph->count == graph->room) graph->kernels = realloc(graph->kernels, (graph->room = 2 * graph->room + 64) * sizeof *graph->kernels);
    graph->kernels[graph->count++] = function;
    return SUCCESS;
  }
  counts.launches++;
  function->launches++;
  return done();
}

/* Graphs: the kernels that were launched while a stream was captured. */
Result cuStreamBeginCapture_v2(void *stream, int mode) {
  if (!makes_graphs) return NOT_SUPPORTED;
  if (!stream || capturing) return CAPTURE_UNSUPPORTED;
  capturing = stream;
  capturing->is_broken = 0;
  capturing->captured = calloc(1, sizeof(Graph));
  return SUCCESS;
}
Result cuGraphDestroy(void *graph) { free(((Graph *)graph)->kernels); free(graph); return SUCCESS; }
Result cuStreamEndCapture(void *stream, void **graph) {
  if (!capturing || stream != capturing) return INVALID;
  Stream *ended = capturing;
  capturing = NULL;
  *graph = NULL;
  if (ended->is_broken) { cuGraphDestroy(ended->captured); return CAPTURE_INVALIDATED; }
  *graph = ended->captured;
  return SUCCESS;
}
Result cuGraphInstantiateWithFlags(void **executable, void *graph, unsigned long long flags) {
  Graph *from = graph, *to = malloc(sizeof *to);
  if (breaks_capture()) return CAPTURE_UNSUPPORTED;
  if (graphs_fail) return OUT_OF_MEMORY;
  *to = (Graph){malloc((from->count + 1) * sizeof *from->kernels), from->count, from->count + 1};
  memcpy(to->kernels, from->kernels, from->count * sizeof *from->kernels);
  graphs++;
  *executable = to;
  return SUCCESS;
}
Result cuGraphExecDestroy(void *executable) { graphs--; return cuGraphDestroy(executable); }
Result cuGraphLaunch(void *executable, void *stream) {
  Graph *graph = executable;
  if (breaks_capture()) return CAPTURE_UNSUPPORTED;
  counts.graphs++;
  counts.launched_by_graphs += graph->count;
  counts.launches += graph->count;
  for (int i = 0; i < graph->count; i++) graph->kernels[i]->launches++;
  return done();
}
