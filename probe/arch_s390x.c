/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * z/Architecture's instructions, by the Principles of Operation (SA22-7832): the
 * formats in chapter 5, "Instruction Formats", and the opcodes in appendix B.
 *
 * A call leaves its return address in %r14: the ELF ABI's register for that.  Other
 * registers are linked to by code that only learns its own address (basr %r13,%r0)
 * or that goes on by a jump (_mcount's %r0), where no return could be told from a
 * jump.  But gcc returns by %r4 as well: tuned for processors up to z10, as kernels
 * are, it loads the return address early into the first of %r1 to %r5 that is free,
 * if %r0 is not, and into %r4 else.  A boot of Debian 12's kernel did so at one return
 * in six, by %r4 at 99 in 100 of those.  An instruction that is the target of an execute (exrl, of which expolines
 * are made) comes from QEMU by itself, in a block at the execute's address, and is
 * decoded like any other.
 */
#include "arch.h"

#define STACK 15u
#define LINK 14u
#define EARLY_LINK 4u

/* An instruction's fields are numbered by its nibbles, 0 the first. */
static unsigned nibble(const uint8_t *insn, unsigned n)
{
    return n & 1 ? insn[n / 2] & 15 : insn[n / 2] >> 4;
}

static bool one_of(unsigned opcode, const uint8_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i] == opcode) {
            return true;
        }
    }
    return false;
}

#define ONE_OF(opcode, ...) \
    one_of(opcode, (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}))

/* RX and its kin: index in nibble 3, base in nibble 4. */
static bool by_base_or_index(const uint8_t *insn)
{
    return nibble(insn, 3) == STACK || nibble(insn, 4) == STACK;
}

static bool by_base(const uint8_t *insn)
{
    return nibble(insn, 4) == STACK;
}

/* Two operands in memory: only if neither is elsewhere is the access known to be the stack's. */
static bool by_both_bases(const uint8_t *insn)
{
    return nibble(insn, 4) == STACK && nibble(insn, 8) == STACK;
}

static uint64_t halfwords(uint64_t pc, int64_t n)
{
    return pc + (uint64_t)n * 2;
}

/* Load multiple: from the first register to the third field's, from 15 on to 0. */
static bool range_has_sp(const uint8_t *insn)
{
    unsigned first = nibble(insn, 2), last = nibble(insn, 3);

    return first > last || last == STACK;
}

static void set_if(bool sets, struct decoded *out)
{
    if (sets) {
        out->flow = FLOW_STACK_SET;
    }
}

static void two_bytes(const uint8_t *insn, struct decoded *out)
{
    unsigned first = nibble(insn, 2), second = nibble(insn, 3);

    switch (insn[0]) {
    case 0x07: /* bcr: on no condition it is a nop */
        if ((second == LINK && first) || (second == EARLY_LINK && first == 15)) {
            out->flow = FLOW_RETURN;
            out->conditional = first != 15;
        } else if (first == 15) {
            out->may_return = second >= 1 && second <= 5;
        }
        break;
    case 0x05: /* balr */
    case 0x0c: /* bassm */
    case 0x0d: /* basr: to register 0 means nowhere */
        if (first == LINK && second) {
            out->flow = FLOW_CALL;
        }
        break;
    case 0x0b: /* bsm */
        if (!first && second == LINK) {
            out->flow = FLOW_RETURN;
        }
        break;
    case 0x18: /* lr */
    case 0x12: /* ltr */
        set_if(first == STACK && second != STACK, out);
        break;
    default:
        break;
    }
}

/* Opcode 0xb2: S, which has a base, and RRE, which has none. */
static void b2(const uint8_t *insn, struct decoded *out)
{
    if (insn[1] == 0xb2) { /* lpswe */
        out->flow = FLOW_TRAP_RETURN;
    }
    out->sp_based = by_base(insn) &&
                    ONE_OF(insn[1], 0x02, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x10, 0x11, 0x12,
                           0x14, 0x32, 0x33, 0x34, 0x35, 0x36, 0x39, 0x3a, 0x78, 0x7c, 0x7d, 0x9c,
                           0x9d, 0xb0, 0xb1, 0xb2, 0xbd);
}

/* Opcode 0xb9: RRE, with registers in the last byte, and RRF, with another in nibble 4. */
static void b9(const uint8_t *insn, struct decoded *out)
{
    unsigned first = nibble(insn, 6), second = nibble(insn, 7), third = nibble(insn, 4);

    if (first != STACK || second == STACK) {
        return;
    }
    if (ONE_OF(insn[1], 0x02, 0x04, 0x12, 0x14, 0x16)) { /* ltgr, lgr, ltgfr, lgfr, llgfr */
        out->flow = FLOW_STACK_SET;
    } else if (ONE_OF(insn[1], 0xe2, 0xf2)) { /* locgr, locr */
        out->flow = FLOW_STACK_SET;
        out->conditional = true;
    } else if (ONE_OF(insn[1], 0xe8, 0xe9, 0xea, 0xeb, 0xf8, 0xf9, 0xfa, 0xfb)) { /* agrk ... */
        set_if(third != STACK, out);
    }
}

static void four_bytes(const uint8_t *insn, uint64_t pc, struct decoded *out)
{
    unsigned op = insn[0], first = nibble(insn, 2);

    if (op >= 0x40 && op < 0x80) { /* RX */
        bool by_sp = by_base_or_index(insn);

        if (op == 0x41) { /* la addresses nothing */
            set_if(first == STACK && !by_sp, out);
        } else if (op == 0x45 || op == 0x4d) { /* bal, bas */
            out->flow = first == LINK ? FLOW_CALL : FLOW_NONE;
        } else if (op != 0x46 && op != 0x47) { /* but bct, bc */
            out->sp_based = by_sp;
            set_if(op == 0x58 && first == STACK && !by_sp, out); /* l */
        }
    } else if (op == 0xa7) { /* RI */
        int16_t n = (int16_t)((uint16_t)insn[2] << 8 | insn[3]);

        if (nibble(insn, 3) == 5 && first == LINK) { /* bras */
            out->flow = FLOW_CALL;
            out->target = halfwords(pc, n);
        }
        set_if((nibble(insn, 3) == 8 || nibble(insn, 3) == 9) && first == STACK, out); /* lhi, lghi */
    } else if (op == 0xa5) { /* llihh, llihl, llilh, llill */
        set_if(nibble(insn, 3) >= 12 && first == STACK, out);
    } else if (op == 0xb2) {
        b2(insn, out);
    } else if (op == 0xb3) { /* lgdr */
        set_if(insn[1] == 0xcd && nibble(insn, 6) == STACK, out);
    } else if (op == 0xb9) {
        b9(insn, out);
    } else if (ONE_OF(op, 0x80, 0x82, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x9a,
                      0x9b, 0xac, 0xad, 0xb6, 0xb7, 0xba, 0xbb, 0xbd, 0xbe, 0xbf)) {
        out->sp_based = by_base(insn);
        if (op == 0x82) { /* lpsw */
            out->flow = FLOW_TRAP_RETURN;
        }
        set_if(op == 0x98 && range_has_sp(insn) && !out->sp_based, out); /* lm */
    }
}

/* RIL: relative to the instruction, or with 32 bits of their own. */
static void relative_long(const uint8_t *insn, uint64_t pc, struct decoded *out)
{
    unsigned first = nibble(insn, 2), kind = nibble(insn, 3);
    uint32_t n = (uint32_t)insn[2] << 24 | (uint32_t)insn[3] << 16 | (uint32_t)insn[4] << 8 | insn[5];

    if (insn[0] == 0xc0 && kind == 5) { /* brasl */
        if (first == LINK) {
            out->flow = FLOW_CALL;
            out->target = halfwords(pc, (int32_t)n);
        }
    } else if (insn[0] == 0xc0) { /* larl, lgfi, llihf, llilf */
        set_if(first == STACK && (kind < 2 || kind >= 14), out);
    } else { /* lgrl, lgfrl, lrl, llgfrl */
        set_if(first == STACK && (kind == 8 || kind >= 12) && kind != 15, out);
    }
}

static void e3(const uint8_t *insn, struct decoded *out)
{
    unsigned op = insn[5];
    bool by_sp = by_base_or_index(insn), to_sp = nibble(insn, 2) == STACK;

    if (op == 0x71) { /* lay */
        set_if(to_sp && !by_sp, out);
    } else if (!ONE_OF(op, 0x13, 0x36, 0x46, 0x47, 0x75)) { /* lray, pfd, bctg, bic, laey */
        out->sp_based = by_sp;
        /* lg, lgf, llgf, ltg, ly, lgat */
        set_if(to_sp && !by_sp && ONE_OF(op, 0x02, 0x04, 0x14, 0x16, 0x58, 0x85), out);
    }
}

static void eb(const uint8_t *insn, struct decoded *out)
{
    /* neither shifts nor branches */
    if (ONE_OF(insn[5], 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x44, 0x45, 0x4c, 0xdc, 0xdd, 0xde,
               0xdf)) {
        return;
    }
    out->sp_based = by_base(insn);
    if (insn[5] == 0x71) { /* lpswey */
        out->flow = FLOW_TRAP_RETURN;
    } else if (insn[5] == 0x04 || insn[5] == 0x98) { /* lmg, lmy */
        set_if(range_has_sp(insn) && !out->sp_based, out);
    }
}

static void ec(const uint8_t *insn, struct decoded *out)
{
    unsigned op = insn[5], first = nibble(insn, 2), second = nibble(insn, 3);

    if (ONE_OF(op, 0xe4, 0xe5, 0xf6, 0xf7, 0xfc, 0xfd, 0xfe, 0xff)) { /* compare and branch: RRS, RIS */
        bool to_link = nibble(insn, 4) == LINK && !nibble(insn, 5) && !insn[3];

        out->flow = to_link ? FLOW_RETURN : FLOW_NONE;
        out->conditional = to_link;
    } else if (op == 0xd8 || op == 0xd9 || op == 0xda || op == 0xdb || op == 0x55 || op == 0x59) {
        set_if(first == STACK && second != STACK, out); /* ahik and its kin, risbg */
    }
}

/* Vectors (0xe7) and vectors' decimals and reversed elements (0xe6): VRX has an index, VRV one in
 * a vector, VRS and VSI none. */
static bool vector_by_sp(const uint8_t *insn)
{
    unsigned op = insn[5];

    if (insn[0] == 0xe7) {
        if (op <= 0x0e || op == 0x27) {
            return by_base_or_index(insn);
        }
        return by_base(insn) && ONE_OF(op, 0x12, 0x13, 0x1a, 0x1b, 0x36, 0x37, 0x3e, 0x3f);
    }
    if (op >= 0x01 && op <= 0x0f) {
        return by_base_or_index(insn);
    }
    return by_base(insn) && ONE_OF(op, 0x34, 0x35, 0x37, 0x3c, 0x3d, 0x3f);
}

static void six_bytes(const uint8_t *insn, uint64_t pc, struct decoded *out)
{
    unsigned op = insn[0];

    switch (op) {
    case 0xc0:
    case 0xc4:
        relative_long(insn, pc, out);
        break;
    case 0xc8: /* SSF; ectg */
        out->sp_based = by_both_bases(insn);
        break;
    case 0xe3:
        e3(insn, out);
        break;
    case 0xe5: /* SSE has two operands, SIL one */
        out->sp_based = insn[1] < 0x10 ? by_both_bases(insn) : by_base(insn);
        break;
    case 0xe6:
    case 0xe7:
        out->sp_based = vector_by_sp(insn);
        break;
    case 0xeb:
        eb(insn, out);
        break;
    case 0xec:
        ec(insn, out);
        break;
    case 0xed: /* RXE, RXF; RSL, whose nibble 3 is a length; and tests of a class, which is no address */
        if (insn[5] >= 0xa8 && insn[5] <= 0xaf) {
            out->sp_based = by_base(insn);
        } else if (!(insn[5] >= 0x10 && insn[5] <= 0x12) && !(insn[5] >= 0x50 && insn[5] <= 0x59) &&
                   !ONE_OF(insn[5], 0x40, 0x41, 0x48, 0x49)) {
            out->sp_based = by_base_or_index(insn);
        }
        break;
    case 0xf0: /* srp, whose second address is a shift */
        out->sp_based = by_base(insn);
        break;
    default:
        if (op >= 0xd0 && op != 0xe0 && op != 0xe4) { /* SS */
            out->sp_based = by_both_bases(insn);
        }
        break;
    }
}

void s390x_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out)
{
    (void)isa;
    *out = (struct decoded){.flow = FLOW_NONE};
    /* The first two bits are the length (chapter 5, "Instruction-Length Code"). */
    if (n == 2 && insn[0] >> 6 == 0) {
        two_bytes(insn, out);
    } else if (n == 4 && (insn[0] >> 6 == 1 || insn[0] >> 6 == 2)) {
        four_bytes(insn, pc, out);
    } else if (n == 6 && insn[0] >> 6 == 3) {
        six_bytes(insn, pc, out);
    }
}
