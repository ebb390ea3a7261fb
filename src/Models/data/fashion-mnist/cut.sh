#!/bin/bash
# Cuts the first samples out of the four full Fashion-MNIST files. The result is the same, byte for byte, whenever gzip is the same.
#   apt-get install dataset-fashion-mnist && ./cut.sh [source folder] [target folder]
set -euo pipefail
source_folder=${1:-/usr/share/datasets/fashion-mnist}
target_folder=${2:-$(dirname "$0")}

# cut NAME MAGIC HEADER_BYTES SAMPLE_BYTES SAMPLES: the magic number, the new count (big endian), the rest of the header, the samples.
cut() {
    local count
    count=$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($5 >> 24 & 255)) $(($5 >> 16 & 255)) $(($5 >> 8 & 255)) $(($5 & 255)))
    {
        printf "$2$count"
        # head closes the pipe early, which zcat reports as an error.
        { zcat "$source_folder/$1.gz" 2>/dev/null || true; } | head -c $(($3 + $5 * $4)) | tail -c +9
    } | gzip -9 -n > "$target_folder/$1.gz"
}

cut train-images-idx3-ubyte '\x00\x00\x08\x03' 16 784 10000
cut train-labels-idx1-ubyte '\x00\x00\x08\x01'  8   1 10000
cut t10k-images-idx3-ubyte  '\x00\x00\x08\x03' 16 784 2000
cut t10k-labels-idx1-ubyte  '\x00\x00\x08\x01'  8   1 2000
