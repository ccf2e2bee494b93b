#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compares the probe's x86 decoder with objdump over all instructions of a real
# binary: calls, returns, and whether the stack pointer addresses memory.
#
#   decode_differential.sh LOGIC_TEST BINARY
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

objdump -d -w --no-show-raw-insn "$2" >/dev/null
objdump -d -w "$2" | awk -F'\t' -v hex="$work/hex" -v want="$work/want" '
  NF >= 3 && $2 ~ /^[0-9a-f ]+$/ {
    bytes = $2; gsub(/ /, "", bytes)
    text = $3
    sub(/^((bnd|notrack|repz|repnz|rep|lock|data16|addr32|cs|ds|es|fs|gs|ss|rex[.A-Z]*) +)+/, "", text)
    op = text; sub(/[ ].*/, "", op)
    # what touches no memory, or is no instruction, has nothing to compare
    if (op ~ /^(nop|lea|endbr|.bad.|data16|bnd|cs|rex|notrack|\(bad\))/ || text ~ /\(bad\)/) next
    class = "other"
    if (op ~ /^call/) class = "call"
    else if (op ~ /^ret/) class = "return"
    sp = "-"
    if (text ~ /\(%[re]sp/ || op ~ /^(push|pop|leave|enter)/ || class == "return") sp = "sp"
    if (op ~ /^popcnt/) sp = text ~ /\(%[re]sp/ ? "sp" : "-"
    if (class == "call" && text !~ /\*/) sp = "sp"
    print bytes > hex
    print class, sp, bytes, text > want
  }'
"$1" decode x86_64 <"$work/hex" >"$work/got"
paste -d' ' "$work/got" "$work/want" | awk '
  $1 != $3 || $2 != $4 { if (++bad <= 10) print "differs: " $0 > "/dev/stderr" }
  END { printf "decode_differential: %d instructions, %d differ\n", NR, bad; exit bad > 0 || NR < 1000 }'
