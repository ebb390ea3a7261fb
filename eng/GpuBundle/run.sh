#!/bin/sh
# Runs the tests of a device and 'bench gpu' on a machine without .NET, and writes one JSON file with both and with what was left out.
# Needs Linux on x64 with glibc, and Nvidia's driver (--device cuda) or an OpenCL library (--device opencl).
usage="usage: ./run.sh [--device cuda|opencl] [--quick] [--only tests|gpu] [--minutes N] [--filter TEXT] [--json FILE]
  --device   where it runs; cuda by default
  --quick    measures each thing once on small batches, to see that it runs
  --only     the tests alone, or the measurements alone
  --minutes  tests that have not begun after N minutes are left out; 60 by default
  --filter   only tests whose name contains this
  --json     the file that is written; result.json here by default"
device=cuda quick='' only='' minutes=60 filter='' json=result.json
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) quick=--quick; shift; continue ;;
    --device | --only | --minutes | --filter | --json) [ $# -gt 1 ] || { echo "run.sh: $1 needs a value" >&2; exit 2; } ;;
    --help | -h) echo "$usage"; exit 0 ;;
    *) echo "run.sh: '$1' is not known" >&2; echo "$usage" >&2; exit 2 ;;
  esac
  case "$1" in
    --device) device=$2 ;;
    --only) only=$2 ;;
    --minutes) minutes=$2 ;;
    --filter) filter=$2 ;;
    --json) json=$2 ;;
  esac
  shift 2
done
case "$only" in '' | tests | gpu) ;; *) echo "run.sh: --only takes tests or gpu, not '$only'" >&2; exit 2 ;; esac

program="$(cd "$(dirname "$0")" && pwd)/bin/SparseGen.Bundle"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# ILGPU asks for libcuda.so, and not every driver's package has that name beside libcuda.so.1.
driver=$(/sbin/ldconfig -p 2>/dev/null | sed -n 's/.*libcuda\.so\.1 .*x86-64.*=> //p' | head -n 1)
for folder in /usr/local/nvidia/lib64 /usr/lib/x86_64-linux-gnu /usr/lib64 /usr/lib/wsl/lib; do
  [ -n "$driver" ] || [ ! -e "$folder/libcuda.so.1" ] || driver="$folder/libcuda.so.1"
done
if [ -n "$driver" ]; then
  ln -s "$driver" "$work/libcuda.so"
  LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$(dirname "$driver"):$work"
  export LD_LIBRARY_PATH
fi

# First calls are to include the driver's compiler, so its cache starts empty, once for the tests and once for the measurements.
with_empty_cache() {
  CUDA_CACHE_PATH="$work/$1" POCL_CACHE_DIR="$work/$1" SPARSEGEN_OPENCL_ANY="${SPARSEGEN_OPENCL_ANY:-1}" DOTNET_EnableDiagnostics=0
  export CUDA_CACHE_PATH POCL_CACHE_DIR SPARSEGEN_OPENCL_ANY DOTNET_EnableDiagnostics
  mkdir -p "$work/$1"
}

# The last line of a log as a string of JSON.
last_line() {
  tail -n 1 "$1" | tr -d '\r\t' | sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&"/'
}

skipped='' failed=0
skip() {
  skipped="$skipped${skipped:+, }{ \"what\": \"$1\", \"why\": $2 }"
}

write_result() {
  {
    printf '{\n"when": "%s",\n"machine": "%s",\n"device": "%s",\n"skipped": [%s],\n"tests": ' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(uname -srm)" "$device" "$skipped"
    if [ -s "$work/tests.json" ]; then cat "$work/tests.json"; else echo null; fi
    printf ',\n"gpu": '
    if [ -s "$work/gpu.json" ]; then cat "$work/gpu.json"; else echo null; fi
    echo '}'
  } >"$json"
}
# Who runs out of time gets what there is.
trap 'write_result; exit 143' TERM INT

if [ "$only" = gpu ]; then
  skip tests '"--only gpu"'
else
  with_empty_cache tests
  "$program" tests --device "$device" --minutes "$minutes" ${filter:+--filter "$filter"} --json "$work/tests.json" 2>"$work/tests.log" || failed=$?
  # PoCL's compiler says a line a kernel.
  grep -v 'warnings\{0,1\} generated\.$' "$work/tests.log" >&2
  [ -s "$work/tests.json" ] || skip tests "$(last_line "$work/tests.log")"
  write_result || exit 1
fi

if [ "$only" = tests ]; then
  skip measurements '"--only tests"'
else
  with_empty_cache gpu
  # As 'dotnet run --project bench' has it: no method is compiled twice while it is measured.
  DOTNET_TieredCompilation=0 DOTNET_TieredPGO=0 "$program" gpu --device "$device" $quick --json "$work/gpu.json" 2>"$work/gpu.log" || failed=$?
  grep -v 'warnings\{0,1\} generated\.$' "$work/gpu.log" >&2
  [ -s "$work/gpu.json" ] || skip measurements "$(last_line "$work/gpu.log")"
fi

write_result || exit 1
echo "Written: $json"
exit "$failed"
