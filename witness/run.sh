#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# What the guest runs (busybox sh will do): programs and library lie beside this script, the dynamic
# loader and what it loads at their proper paths. Everything goes to standard output.
#
# The static program runs four times in a row, so that a later process is likely to get the page
# table root of an earlier one; then two dynamic ones at once, which share their code's pages, and
# one alone. Output of the two is collected first: two writers would tear each other's lines.

here=$(dirname -- "$0")
out=${TMPDIR:-/tmp}
export LD_LIBRARY_PATH="$here"

mkdir -p "$out"
for run in 1 2 3 4; do
    "$here/witness-static" "$run"
done
"$here/witness-dynamic" 5 >"$out/witness.5" 2>&1 &
"$here/witness-dynamic" 6 >"$out/witness.6" 2>&1 &
wait
cat "$out/witness.5" "$out/witness.6"
"$here/witness-dynamic" 7
