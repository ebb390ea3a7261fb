/*
 * A driver of CUDA that computes nothing: device memory is memory of the process, kernels do not run, and what is asked of it is counted. With it the whole path of CUDA runs on
 * a machine without a GPU, but for the kernels. It calls itself an H100: 132 multiprocessors, compute capability 9.0.
 */
#include <stdlib.h>
#include <string.h>

typedef int Result;
typedef struct { char *start; size_t length; } Block;

enum { SUCCESS = 0, OUT_OF_MEMORY = 2, INVALID = 1, MOST_BLOCKS = 4096 };

/* In the order of the fields of CudaStub.Counts in the tests. */
static struct { long long launches, uploads, uploaded, downloads, downloaded, moves, clears, waits, modules, allocations; } counts;
static Block blocks[MOST_BLOCKS];

void stub_counts(void *to) { memcpy(to, &counts, sizeof counts); }

static int is_device(const void *at) {
  for (int i = 0; i < MOST_BLOCKS; i++) {
    if (blocks[i].start && (const char *)at >= blocks[i].start && (const char *)at < blocks[i].start + blocks[i].length) return 1;
  }
  return 0;
}

/* The driver itself, and its one device. */
Result cuInit(unsigned flags) { return SUCCESS; }
Result cuDriverGetVersion(int *version) { *version = 12080; return SUCCESS; }
Result cuDeviceGet(int *device, int index) { *device = index; return index == 0 ? SUCCESS : INVALID; }
Result cuDeviceGetCount(int *count) { *count = 1; return SUCCESS; }
Result cuDeviceGetName(char *name, int length, int device) { strncpy(name, "Stub", length); return SUCCESS; }
Result cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = 80ull << 30; return SUCCESS; }
Result cuDeviceCanAccessPeer(int *can, int device, int peer) { *can = 0; return SUCCESS; }
Result cuDeviceGetP2PAttribute(int *value, int attribute, int from, int to) { *value = 0; return SUCCESS; }
Result cuGetErrorString(Result error, const char **text) { *text = "an error of the stub"; return SUCCESS; }

/* The numbers are those of CUdevice_attribute in cuda.h. */
Result cuDeviceGetAttribute(int *value, int attribute, int device) {
  switch (attribute) {
    case 1: case 2: case 3: *value = 1024; break;       /* threads of a group, and along x and y */
    case 4: *value = 64; break;                         /* along z */
    case 5: *value = 2147483647; break;                 /* groups along x */
    case 6: case 7: *value = 65535; break;              /* along y and z */
    case 8: *value = 49152; break;                      /* shared memory of a group */
    case 9: *value = 65536; break;                      /* constant memory */
    case 10: *value = 32; break;                        /* threads of a warp */
    case 11: *value = 2147483647; break;                /* pitch */
    case 12: case 82: *value = 65536; break;            /* registers of a group and a multiprocessor */
    case 13: *value = 1755000; break;                   /* clock, kHz */
    case 16: *value = 132; break;                       /* multiprocessors */
    case 39: *value = 2048; break;                      /* threads of a multiprocessor */
    case 75: *value = 9; break;                         /* compute capability */
    case 76: *value = 0; break;
    case 81: *value = 233472; break;                    /* shared memory of a multiprocessor */
    default: *value = 1; break;
  }
  return SUCCESS;
}

/* Contexts. */
Result cuCtxCreate_v2(void **context, unsigned flags, int device) { *context = &counts; return SUCCESS; }
Result cuCtxDestroy_v2(void *context) { return SUCCESS; }
Result cuCtxSetCurrent(void *context) { return SUCCESS; }
Result cuCtxSynchronize(void) { counts.waits++; return SUCCESS; }
Result cuCtxGetCacheConfig(int *config) { *config = 0; return SUCCESS; }
Result cuCtxSetCacheConfig(int config) { return SUCCESS; }
Result cuCtxGetSharedMemConfig(int *config) { *config = 0; return SUCCESS; }
Result cuCtxSetSharedMemConfig(int config) { return SUCCESS; }
Result cuCtxEnablePeerAccess(void *context, unsigned flags) { return SUCCESS; }
Result cuCtxDisablePeerAccess(void *context) { return SUCCESS; }

/* Memory. */
Result cuMemGetInfo_v2(size_t *available, size_t *total) { *available = *total = 80ull << 30; return SUCCESS; }
Result cuMemAlloc_v2(void **start, size_t length) {
  for (int i = 0; i < MOST_BLOCKS; i++) {
    if (!blocks[i].start) {
      *start = malloc(length);
      if (!*start) return OUT_OF_MEMORY;
      blocks[i] = (Block){*start, length};
      counts.allocations++;
      return SUCCESS;
    }
  }
  return OUT_OF_MEMORY;
}
Result cuMemFree_v2(void *start) {
  for (int i = 0; i < MOST_BLOCKS; i++) {
    if (blocks[i].start == start) {
      free(start);
      blocks[i] = (Block){0, 0};
      return SUCCESS;
    }
  }
  return INVALID;
}
Result cuMemAllocHost_v2(void **start, size_t length) { *start = malloc(length); return *start ? SUCCESS : OUT_OF_MEMORY; }
Result cuMemFreeHost(void *start) { free(start); return SUCCESS; }
Result cuMemHostRegister_v2(void *start, size_t length, unsigned flags) { return SUCCESS; }
Result cuMemHostUnregister(void *start) { return SUCCESS; }
Result cuMemHostGetDevicePointer_v2(void **device, void *host, unsigned flags) { *device = host; return SUCCESS; }
Result cuPointerGetAttribute(void *value, int attribute, void *pointer) { return SUCCESS; }
Result cuMemcpyAsync(void *to, void *from, size_t length, void *stream) {
  int from_device = is_device(from), to_device = is_device(to);
  if (from_device && to_device) { counts.moves++; }
  else if (to_device) { counts.uploads++; counts.uploaded += length; }
  else { counts.downloads++; counts.downloaded += length; }
  memmove(to, from, length);
  return SUCCESS;
}
Result cuMemsetD8Async(void *start, unsigned char value, size_t length, void *stream) { counts.clears++; memset(start, value, length); return SUCCESS; }

/* Queues and events. */
Result cuStreamCreate(void **stream, unsigned flags) { *stream = &counts; return SUCCESS; }
Result cuStreamCreateWithPriority(void **stream, unsigned flags, int priority) { *stream = &counts; return SUCCESS; }
Result cuStreamDestroy_v2(void *stream) { return SUCCESS; }
Result cuStreamSynchronize(void *stream) { counts.waits++; return SUCCESS; }
Result cuEventCreate(void **event, unsigned flags) { *event = &counts; return SUCCESS; }
Result cuEventDestroy_v2(void *event) { return SUCCESS; }
Result cuEventQuery(void *event) { return SUCCESS; }
Result cuEventElapsedTime(float *time, void *from, void *to) { *time = 0; return SUCCESS; }
Result cuEventRecord(void *event, void *stream) { return SUCCESS; }
Result cuEventSynchronize(void *event) { counts.waits++; return SUCCESS; }

/* Kernels. */
Result cuModuleLoadData(void **module, void *text) { counts.modules++; *module = &counts; return SUCCESS; }
Result cuModuleLoadDataEx(void **module, void *text, int count, void *options, void *values) { counts.modules++; *module = &counts; return SUCCESS; }
Result cuModuleUnload(void *module) { return SUCCESS; }
Result cuModuleGetFunction(void **function, void *module, const char *name) { *function = &counts; return SUCCESS; }
Result cuOccupancyMaxActiveBlocksPerMultiprocessor(int *count, void *function, int threads, size_t shared) { *count = 4; return SUCCESS; }
Result cuOccupancyMaxPotentialBlockSize(int *groups, int *threads, void *function, void *callback, size_t shared, int limit) { *groups = 1; *threads = 64; return SUCCESS; }
Result cuLaunchKernel(
    void *function, unsigned x, unsigned y, unsigned z, unsigned threads_x, unsigned threads_y, unsigned threads_z, unsigned shared, void *stream, void **arguments, void **extra) {
  counts.launches++;
  return x && y && z && y <= 65535 && z <= 65535 ? SUCCESS : INVALID;
}
