#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# check.sh ARCH...: runs what was built for these architectures under QEMU's user emulation, and
# holds output and disassembly against what README.md promises.
set -eu

cd "$(dirname -- "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for arch; do
    case $arch in
    amd64) emulator=x86_64 triplet=x86_64-linux-gnu ;;
    i386) emulator=i386 triplet=i686-linux-gnu ;;
    armel) emulator=arm triplet=arm-linux-gnueabi ;;
    armhf) emulator=arm triplet=arm-linux-gnueabihf ;;
    arm64) emulator=aarch64 triplet=aarch64-linux-gnu ;;
    *) emulator=$arch triplet=$arch-linux-gnu ;;
    esac
    root=/usr/$triplet
    [ -d "$root/lib" ] || root=/
    build=build/$arch
    qemu=$(command -v "qemu-$emulator-static" || command -v "qemu-$emulator")

    "$qemu" "$build/witness-static" 1 >"$scratch/1"
    "$qemu" "$build/witness-static" 2 >"$scratch/2"
    "$qemu" -L "$root" -E LD_LIBRARY_PATH="$build:$root/lib" "$build/witness-dynamic" 3 >"$scratch/3"
    for run in 1 2 3; do
        awk -v what="$arch, run $run" -f check.awk "$scratch/$run"
    done
    seeds=$(sed -n 's/.* stream=pattern:\([0-9]*\).*/\1/p' "$scratch/1" "$scratch/2" "$scratch/3" |
        sort -u | wc -l)
    ./check-disassembly.sh "$triplet" "$build/witness-static" "$build/witness-dynamic" \
        "$build/libwitness.so"
    echo "$arch: $(grep -c case= "$scratch/1") truths static, $(grep -c case= "$scratch/3") dynamic," \
        "$seeds seeds in three runs"
done
