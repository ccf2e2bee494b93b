#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# check-disassembly.sh TRIPLET FILE...: whether the compiler left each leaf as it is meant: in every
# section w_*, beside the stack, one load or store or one of each; between a pair of labels w_*_lo
# and w_*_hi one instruction, but for push and pop.
set -eu

triplet=$1
shift
objdump=$triplet-objdump

for file; do
    sections=$("$objdump" -hw "$file" | awk '$2 ~ /^w_/ { print $2 }')
    [ -n "$sections" ] || { echo "$file: no leaves" >&2; exit 1; }
    for section in $sections; do
        "$objdump" -d --no-show-raw-insn -j "$section" "$file" |
            awk -v section="$section" -v file="$file" -v triplet="$triplet" '
                /^ *[0-9a-f]+:\t/ {
                    sub(/^ *[0-9a-f]+:\t/, ""); sub(/[ \t]*[#@].*/, "")
                    if (/^(lea|la|lay|nop|add[ \t]+r[0-9]+, pc)/) next
                    if (triplet ~ /^(x86_64|i686)/) {
                        if (/^(push|pop|ret|call|nop)/ || /\(%[re]sp\)/) next
                        if (/\)$/ && !/^(cmp|test)/) stores++
                        else if (/\(/) loads++
                    } else if (triplet ~ /^(arm|aarch64)/) {
                        if (!/\[/ || /\[(sp|pc)/) next
                        if (/^str/) stores++
                        else loads++
                    } else if (triplet ~ /^riscv/) {
                        if (!/\([a-z]/ || /\(sp\)/ || /^j/) next
                        if (/^f?s[bhwd][ \t]/) stores++
                        else loads++
                    } else {
                        if (!/\(%/ || /%r15\)/) next
                        if (/^st/) stores++
                        else loads++
                    }
                }
                END {
                    if (loads + stores >= 1 && loads <= 1 && stores <= 1) exit 0
                    print file ": " section ": " loads + 0 " loads, " stores + 0 " stores" > "/dev/stderr"
                    exit 1
                }'
    done
    {
        "$triplet-nm" "$file" | grep -E ' w_.*_(lo|hi)$' || :
        "$objdump" -d --no-show-raw-insn -j .text "$file"
    } | awk -v file="$file" '
        function padded(address) { return substr("0000000000000000" address, length(address) + 1) }
        NF == 3 && $3 ~ /^w_.*_lo$/ { lo[substr($3, 3, length($3) - 5)] = padded($1); next }
        NF == 3 && $3 ~ /^w_.*_hi$/ { hi[substr($3, 3, length($3) - 5)] = padded($1); next }
        /^ *[0-9a-f]+:\t/ {
            sub(/^ */, ""); address = padded(substr($0, 1, index($0, ":") - 1))
            for (name in lo) if (address >= lo[name] && address < hi[name]) n[name]++
        }
        END {
            for (name in lo)
                if (n[name] != 1 && name !~ /^(push|pop)$/) {
                    print file ": " name ": " n[name] + 0 " instructions" > "/dev/stderr"
                    bad = 1
                }
            exit bad
        }'
done
