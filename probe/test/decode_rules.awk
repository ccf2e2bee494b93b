# SPDX-License-Identifier: GPL-2.0-or-later
#
# Classes of instructions by a disassembler's text. `hex` and `want` are files: for each
# instruction its bytes as they lie in memory, and its class as decode_test prints it.

NF >= 3 && $2 ~ /^[0-9a-f ]+$/ {
    bytes = memory_order($2)
    text = $3
    for (i = 4; i <= NF; i++) text = text " " $i
    class = "other"; conditional = 0; sp = "-"; skip = 0
    if (rule == "x86") x86()
    else if (rule == "arm64") arm64()
    else if (rule == "riscv") riscv()
    else if (rule == "s390x") s390x()
    else arm()
    if (skip) next
    print bytes > hex
    print (class != "other" && conditional ? "?" : "") class, sp, bytes, text > want
}

# Groups are numbers, whose lowest byte comes first; x86's and s390's are bytes.
function memory_order(groups,    g, n, i, j, out) {
    n = split(groups, g, " ")
    for (i = 1; i <= n; i++)
        for (j = length(g[i]) - 1; j > 0; j -= 2) out = out substr(g[i], j, 2)
    return out
}

function x86(    op) {
    sub(/^((bnd|notrack|repz|repnz|rep|lock|data16|addr32|cs|ds|es|fs|gs|ss|rex[.A-Z]*) +)+/, "", text)
    op = text; sub(/[ ].*/, "", op)
    # what touches no memory, or is no instruction, has nothing to compare
    if (op ~ /^(nop|lea|endbr|.bad.|data16|bnd|cs|rex|notrack|\(bad\))/ || text ~ /\(bad\)/) {
        skip = 1
        return
    }
    if (op ~ /^call/ && bytes !~ /^e800000000/) class = "call" # else it learns its own address
    else if (op ~ /^ret/) class = "return"
    else if (op ~ /^(iret|sysret|sysexit)/) class = "leave"
    if (text ~ /\(%[re]sp/ || op ~ /^(push|pop|leave|enter)/ || class == "return") sp = "sp"
    if (op ~ /^iret/) sp = "sp"
    if (op ~ /^popcnt/) sp = text ~ /\(%[re]sp/ ? "sp" : "-"
    if (op ~ /^call/) sp = "sp"
}

function arm64(    op) {
    op = text; sub(/[ ].*/, "", op)
    if (text ~ /undefined|\.inst|\.word/ || op ~ /^prfm/) { skip = 1; return }
    if (op ~ /^(bl|blr|blraa|blrab|blraaz|blrabz)$/) class = "call"
    else if (op ~ /^(ret|retaa|retab)$/ || text ~ /^br +x30$/) class = "return"
    else if (op ~ /^eret/) class = "leave"
    if (text ~ /\[sp/) sp = "sp"
}

function riscv() {
    if (text ~ /^\.|^0x|unimp/) { skip = 1; return }
    if (text ~ /^c\.jalr? / || text ~ /^jalr? +(ra|t0),/) class = "call"
    else if (text ~ /^c\.jr +(ra|t0)$/ || text ~ /^jalr +[a-z0-9]+,0\((ra|t0)\)/) class = "return"
    else if (text ~ /^[sm]ret/) class = "leave"
    if (text ~ /\(sp\)/ && text !~ /^jalr/) sp = "sp"
}

function s390x(    op, operands, on_stack, rest) {
    op = text; sub(/[ ].*/, "", op)
    # addresses and shifts are no accesses
    if (text ~ /^\./ || op ~ /^(la|lay|laey|lra|lray|pfd|s[lr][la][gdlk]*|rllg?|b[cx].*|ecag)$/) { skip = 1; return }
    if (text ~ /^(bras|brasl|basr|balr|bassm|bal|bas) +%r14,/ && text !~ /^(basr|balr|bassm) +%r14,%r0/) class = "call"
    else if (text ~ /^b[a-z]* +%r14$/) { class = "return"; conditional = op != "br" }
    else if (text ~ /^br +%r4$/) class = "return"
    else if (text ~ /^bcr +[0-9]+,%r14$/) { class = "return"; conditional = 1 }
    else if (text ~ /^[a-z]+ +.*,0\(%r14\)$/ && op ~ /^cl?g?[ri]b/) { class = "return"; conditional = 1 }
    else if (op ~ /^lpsw/) class = "leave"
    # operands in memory, each of which must be the stack's
    rest = text
    operands = gsub(/[0-9]\(/, "&", rest)
    on_stack = gsub(/\((%r15|[0-9%rv]+,%r15|%r15,[%r0-9]+)\)/, "&", rest)
    if (operands && operands == on_stack) sp = "sp"
}

function arm(    op, condition) {
    if (text ~ /UNPREDICTABLE|UNDEFINED|undefined|\.word|\.short|\.byte|\.inst/) { skip = 1; return }
    sub(/ *[@;].*/, "", text)
    op = text; sub(/[ ].*/, "", op)
    if (op ~ /^(pld|pli|tbb|tbh|nop)/) { skip = 1; return }
    sub(/\.[nw]$/, "", op)
    condition = "(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)"
    conditional = rule == "thumb" || op ~ condition "$"
    # bls, blt and ble are branches: all calls end so or with a condition of their own
    if (op ~ "^(bl|blx)" condition "?$" && op !~ /^(bls|blt|ble)$/) class = "call"
    else if (text ~ "^bxj?" condition "?(\\.n)?  *lr$" || text ~ "^mov" condition "?(\\.n)?  *pc, lr$") class = "return"
    else if (op ~ /^(pop|ldm)/ && text ~ /pc}\^/) class = "leave"
    else if (op ~ /^pop/ && text ~ /pc}/) class = "return"
    else if (op ~ /^ldm/ && text ~ /pc}/ && (text ~ /^[a-z.]+  *sp[,!]/ || text ~ /sp, (lr, )?pc}/)) class = "return"
    else if (op ~ "^ldr" condition "?$" && text ~ /pc, \[sp\], /) class = "return"
    else if (op ~ /^(rfe|eret)/) class = "leave"
    else if (op ~ "^(mov|mvn|add|sub|rsb|adc|sbc|rsc|and|orr|eor|bic|lsl|lsr|asr|ror|rrx)s" condition "?$" && text ~ /^[a-z.]+  *pc,/) class = "leave"
    if (text ~ /\[sp/ || op ~ /^(push|pop|vpush|vpop)/) sp = "sp"
    else if (op ~ /^(ldm|stm|vldm|vstm|fldm|fstm|rfe|srs|ldc|stc)/ && text ~ /^[a-z0-9.]+  *sp(!|,|$)/) sp = "sp"
}
