#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compares the probe's decoders with objdump over all instructions of a real binary of each
# architecture: calls, returns, what leaves a handler, conditions, and whether the stack pointer
# addresses memory.
#
#   decode_differential.sh DECODE_TEST
#
# An architecture whose objdump or C library is not installed is left out, and that is said. With
# EVERY_ARCHITECTURE=1 that is an error.
set -eu
export LC_ALL=C
decode=$1
rules=$(dirname "$0")/decode_rules.awk
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# The disassembler of that name, or this machine's own where it knows the architecture.
disassembler() {
    if command -v "$1-objdump"; then
        return
    fi
    objdump -i 2>/dev/null | grep -qx " *$2" && echo objdump
}

# compare TARGET ISA TRIPLET BFD_ARCHITECTURE RULES BINARY [OPTION...]
compare() {
    target=$1 isa=$2 triplet=$3 bfd=$4 rule=$5 binary=$6
    shift 6
    if ! objdump=$(disassembler "$triplet" "$bfd") || [ ! -r "$binary" ]; then
        echo "decode_differential: $target/$isa left out: it needs $triplet-objdump and $binary," \
            "from Debian's binutils-$triplet and the libc6 for it."
        [ "${EVERY_ARCHITECTURE:-0}" = 0 ] || failed=1
        return
    fi
    "$objdump" -d -w "$@" "$binary" |
        awk -F'\t' -v hex="$work/hex" -v want="$work/want" -v rule="$rule" -f "$rules"
    "$decode" decode "$target" "$isa" <"$work/hex" >"$work/got"
    paste -d' ' "$work/got" "$work/want" | awk -v what="$target/$isa" '
        $1 != $3 || $2 != $4 { if (++bad <= 10) print what " differs: " $0 > "/dev/stderr" }
        { kinds[$3]++ }
        END {
            printf "decode_differential: %s: %d instructions, %d calls, %d returns, %d differ\n", what,
                NR, kinds["call"] + kinds["?call"], kinds["return"] + kinds["?return"], bad
            exit bad > 0 || NR < 1000
        }' || failed=1
}

host=/lib/x86_64-linux-gnu/libc.so.6
compare x86_64 1 x86_64-linux-gnu i386:x86-64 x86 "$host"
compare i386 0 i686-linux-gnu i386 x86 /usr/i686-linux-gnu/lib/libc.so.6
compare aarch64 0 aarch64-linux-gnu aarch64 arm64 /usr/aarch64-linux-gnu/lib/libc.so.6
compare arm 0 arm-linux-gnueabi arm arm /usr/arm-linux-gnueabi/lib/libc.so.6
compare arm 1 arm-linux-gnueabihf arm thumb /usr/arm-linux-gnueabihf/lib/libc.so.6 -M force-thumb
compare riscv64 1 riscv64-linux-gnu riscv riscv /usr/riscv64-linux-gnu/lib/libc.so.6 -M no-aliases
compare s390x 0 s390x-linux-gnu s390:64-bit s390x /usr/s390x-linux-gnu/lib/libc.so.6
exit $failed
