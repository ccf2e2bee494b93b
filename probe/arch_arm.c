/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A32 and T32 instructions, by the encoding tables of the Arm Architecture
 * Reference Manual for ARMv7-A (DDI 0406C): chapter A5 for A32, A6 for Thumb,
 * A8 for each instruction and B9 for those that leave an exception.
 *
 * One instruction is seen at a time, so a Thumb instruction may stand in an IT
 * block: all of Thumb's flow is called conditional.  Addresses of code are given
 * without the bit that tells Thumb; what is found in lr or in memory has it.
 */
#include "arch.h"

#define SP 13u
#define LR 14u
#define PC 15u

#define ALWAYS 14u

/* Data processing: whether the operation writes no register (tst, teq, cmp, cmn). */
static bool compares(unsigned operation)
{
    return operation >> 2 == 2;
}

static unsigned field(uint32_t i, unsigned low)
{
    return i >> low & 15;
}

/* A load of the registers in `list`, bit 15 for pc (A8.8.58); with `trap`, B9.3.5 and B9.3.6. */
static void load_multiple(unsigned rn, unsigned list, bool trap, struct decoded *out)
{
    bool pc = list >> PC & 1, sp = list >> SP & 1;

    if (pc && trap) {
        out->flow = FLOW_TRAP_RETURN;
    } else if (pc && (sp || rn == SP)) {
        out->flow = FLOW_RETURN;
        out->sets_stack = sp;
    } else if (sp && !trap) { /* with `trap` it is user mode's */
        out->flow = FLOW_STACK_SET;
    }
}

/* The space of condition 0b1111 (A5.7). */
static void unconditional(uint32_t i, uint64_t pc, struct decoded *out)
{
    if (i >> 25 == 0x7d) { /* blx, to Thumb */
        int64_t offset = (int32_t)(i << 8) >> 6;

        out->flow = FLOW_CALL;
        out->target = (uint32_t)(pc + 8 + (uint64_t)offset + (i >> 23 & 2));
    } else if ((i & 0xfe50ffffu) == 0xf8100a00u) { /* rfe */
        out->flow = FLOW_TRAP_RETURN;
        out->sp_based = field(i, 16) == SP;
    } else if ((i & 0xfe5fffe0u) == 0xf84d0500u) { /* srs */
        out->sp_based = true;
    } else if ((i & 0xfff1fe20u) == 0xf1000000u) { /* cps: another mode has another sp */
        out->flow = i >> 17 & 1 ? FLOW_STACK_SET : FLOW_NONE;
    } else if ((i & 0xff100000u) == 0xf4000000u ||                           /* vld1 and its kin */
               ((i & 0xfe000000u) == 0xfc000000u && (i & 0x01a00000u))) { /* ldc2, stc2 */
        out->sp_based = field(i, 16) == SP;
    }
}

/* Data processing and miscellaneous (A5.2); `i` has bits 27-26 clear, and is no load or store. */
static void data_processing(uint32_t i, struct decoded *out)
{
    bool immediate = i >> 25 & 1, sets_flags = i >> 20 & 1;
    unsigned operation = field(i, 21), rn = field(i, 16), rd = field(i, 12), rm = field(i, 0);
    bool moves = operation == 13 || operation == 15; /* rn is not read */

    if (compares(operation) && !sets_flags) { /* miscellaneous (A5.2.12), 16-bit immediates */
        if (immediate && !(operation & 1)) {  /* movw, movt */
            out->flow = rd == SP ? FLOW_STACK_SET : FLOW_NONE;
        } else if (immediate) { /* msr cpsr_c, #mode */
            out->flow = operation == 9 && (i >> 16 & 1) ? FLOW_STACK_SET : FLOW_NONE;
        } else if ((i & 0x0ffffff0u) == 0x012fff30u) { /* blx */
            out->flow = FLOW_CALL;
        } else if ((i & 0x0fffffffu) == 0x012fff1eu || (i & 0x0fffffffu) == 0x012fff2eu) {
            out->flow = FLOW_RETURN; /* bx lr, bxj lr */
        } else if ((i & 0x0fffffffu) == 0x0160006eu) { /* eret */
            out->flow = FLOW_TRAP_RETURN;
        }
    } else if (compares(operation)) {
        out->flow = FLOW_NONE;
    } else if (rd == PC && sets_flags) { /* subs pc, lr and its kin */
        out->flow = FLOW_TRAP_RETURN;
    } else if ((i & 0x0fffffffu) == 0x01a0f00eu) { /* mov pc, lr */
        out->flow = FLOW_RETURN;
    } else if (rd == SP && (moves || rn != SP) && (immediate || rm != SP)) {
        out->flow = FLOW_STACK_SET;
    }
}

static void a32(uint32_t i, uint64_t pc, struct decoded *out)
{
    unsigned rn = field(i, 16), rd = field(i, 12);
    bool load = i >> 20 & 1;

    if (i >> 28 == 15) {
        unconditional(i, pc, out);
        return;
    }
    switch (i >> 25 & 7) {
    case 0:
        if ((i & 0x90) == 0x90) { /* multiplies; extra loads and stores, semaphores (A5.2.8, A5.2.10) */
            out->sp_based = rn == SP && ((i & 0x60) || (i >> 24 & 1));
            break;
        }
        data_processing(i, out);
        break;
    case 1:
        data_processing(i, out);
        break;
    case 3:
        if (i >> 4 & 1) { /* media instructions */
            break;
        }
        /* fall through */
    case 2: /* loads and stores of a word or byte (A5.3) */
        out->sp_based = rn == SP;
        if (!load || (i >> 22 & 1)) {
            break;
        }
        if (rd == SP) {
            out->flow = FLOW_STACK_SET;
        } else if (rd == PC && rn == SP && !(i >> 24 & 1)) { /* ldr pc, [sp], #4 */
            out->flow = FLOW_RETURN;
        }
        break;
    case 4:
        out->sp_based = rn == SP;
        if (load) {
            load_multiple(rn, i & 0xffff, i >> 22 & 1, out);
        }
        break;
    case 5:
        if (i >> 24 & 1) { /* bl */
            int64_t offset = (int32_t)(i << 8) >> 6;

            out->flow = FLOW_CALL;
            out->target = (uint32_t)(pc + 8 + (uint64_t)offset);
        }
        break;
    case 6: /* vldr, vldm, ldc, but neither mcrr nor mrrc (A7.6, A5.6) */
        out->sp_based = rn == SP && (i & 0x01a00000u);
        break;
    default:
        break;
    }
    out->conditional = out->flow != FLOW_NONE && i >> 28 != ALWAYS;
}

/* Thumb's instructions of 16 bits (A6.2), and the halves of bl on processors before Thumb-2. */
static void t16(unsigned i, struct decoded *out)
{
    if ((i & 0xff87) == 0x4780 || i >> 11 == 0x1f || i >> 11 == 0x1d) { /* blx */
        out->flow = FLOW_CALL;
    } else if (i == 0x4770 || i == 0x46f7) { /* bx lr, mov pc, lr */
        out->flow = FLOW_RETURN;
    } else if ((i & 0xff87) == 0x4685 && i != 0x46ed) { /* mov sp, rm */
        out->flow = FLOW_STACK_SET;
    } else if ((i & 0xf600) == 0xb400) { /* push, pop */
        out->sp_based = true;
        out->flow = (i & 0xff00) == 0xbd00 ? FLOW_RETURN : FLOW_NONE;
    } else if (i >> 12 == 9) { /* ldr, str of a word relative to sp */
        out->sp_based = true;
    }
}

/* bl and blx (A8.8.25): the offset's upper bits are inverted where they differ from its sign. */
static uint64_t thumb_target(uint32_t i, uint64_t pc)
{
    uint32_t sign = i >> 26 & 1, low = i & 0x7ff;
    uint32_t i1 = ~((i >> 13) ^ sign) & 1, i2 = ~((i >> 11) ^ sign) & 1;
    uint32_t offset = (0u - sign) << 24 | i1 << 23 | i2 << 22 | (i >> 16 & 0x3ff) << 12 | low << 1;

    pc += 4;
    if (!(i >> 12 & 1)) { /* blx, to A32 */
        pc &= ~3ull;
        offset &= ~3u;
    }
    return (uint32_t)(pc + offset);
}

/* Branches and miscellaneous control (A6.3.4). */
static void t32_control(uint32_t i, uint64_t pc, struct decoded *out)
{
    if (i >> 14 & 1) { /* bl, blx; an odd blx is undefined */
        if ((i >> 12 & 1) || !(i & 1)) {
            out->flow = FLOW_CALL;
            out->target = thumb_target(i, pc);
        }
    } else if ((i & 0xffffff00u) == 0xf3de8f00u) { /* subs pc, lr; eret */
        out->flow = FLOW_TRAP_RETURN;
    } else if (i == 0xf3ce8f00u) { /* bxj lr */
        out->flow = FLOW_RETURN;
    } else if ((i & 0xfffff900u) == 0xf3af8100u) { /* cps to another mode */
        out->flow = FLOW_STACK_SET;
    }
}

/* Data processing (A6.3.1, A6.3.3, A6.3.11): what writes sp, but from itself. */
static bool t32_sets_sp(uint32_t i)
{
    bool registers = i >> 25 == 0x75;
    bool move = (i & 0x01ef0000u) == 0x004f0000u; /* orr without a first operand */

    if (field(i, 8) != SP) {
        return false;
    }
    return move && registers ? field(i, 0) != SP : field(i, 16) != SP;
}

static void t32(uint32_t i, uint64_t pc, struct decoded *out)
{
    unsigned rn = field(i, 16), rt = field(i, 12);
    bool load = i >> 20 & 1;

    if ((i & 0xfe000000u) == 0xe8000000u) { /* load and store multiple, dual, exclusive */
        unsigned direction = i >> 23 & 3;

        out->sp_based = rn == SP;
        if (i >> 22 & 1) {
            return;
        }
        if (direction == 1 || direction == 2) {
            if (load) {
                load_multiple(rn, i & 0xffff, false, out);
            }
        } else if (load) { /* rfe; srs stores */
            out->flow = FLOW_TRAP_RETURN;
        }
    } else if ((i & 0xfe000000u) == 0xf8000000u) { /* load and store single, vld1 and its kin */
        out->sp_based = rn == SP;
        if ((i & 0xff700000u) == 0xf8500000u && rt == SP) {
            out->flow = FLOW_STACK_SET;
        } else if ((i & 0xffffff00u) == 0xf85dfb00u) { /* ldr pc, [sp], #n */
            out->flow = FLOW_RETURN;
        }
    } else if ((i & 0xee000000u) == 0xec000000u) { /* coprocessors */
        out->sp_based = rn == SP && (i & 0x01a00000u);
    } else if ((i & 0xf8008000u) == 0xf0008000u) {
        t32_control(i, pc, out);
    } else if ((i & 0xfe000000u) == 0xea000000u || (i & 0xf8008000u) == 0xf0000000u) {
        out->flow = t32_sets_sp(i) ? FLOW_STACK_SET : FLOW_NONE;
    }
}

void arm_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out)
{
    unsigned first, second;

    *out = (struct decoded){.flow = FLOW_NONE};
    if (n != 4 && !(n == 2 && isa == 1)) {
        return;
    }
    first = insn[0] | (unsigned)insn[1] << 8;
    second = n == 4 ? insn[2] | (unsigned)insn[3] << 8 : 0;
    if (isa == 0) {
        a32((uint32_t)second << 16 | first, pc, out);
        return;
    }
    if (n == 2) {
        t16(first, out);
    } else {
        t32((uint32_t)first << 16 | second, pc, out);
    }
    out->conditional = out->flow != FLOW_NONE;
}

struct machine_mode arm_mode(const uint64_t values[REGS])
{
    return (struct machine_mode){
        .user = (values[REG_MODE] & 0x1f) == 0x10, /* CPSR.M */
        .isa = values[REG_MODE] >> 5 & 1,          /* CPSR.T */
    };
}

/* Eight words, of which the first is reset's and the sixth hypervisor mode's (B1.8.1): undefined,
 * supervisor call, prefetch abort, data abort, -, IRQ, FIQ. SCTLR.V puts them high. */
bool arm_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                 bool *asynchronous)
{
    uint64_t base = values[REG_EXTRA] >> 13 & 1 ? 0xffff0000u : values[REG_VECTORS];
    uint64_t offset = pc - base;

    (void)table, (void)bytes;
    *asynchronous = offset >= 0x18;
    return offset < 0x20 && offset % 4 == 0 && offset != 0 && offset != 0x14;
}

/* Only supervisor and system mode have a stack to work on. The others have a few words, and Linux
 * goes from them on to supervisor mode at once, by an instruction that else leaves a handler
 * (movs pc, lr): the handler's stack comes with it. */
bool arm_has_stack(const uint64_t values[REGS], bool from_user)
{
    unsigned mode = values[REG_MODE] & 0x1f;

    (void)from_user;
    return mode == 0x13 || mode == 0x1f;
}

/* lr of the handler's mode is ahead by what the preferred return takes off (B1.8.3). For an undefined
 * instruction that depends on the instruction set, which SPSR would tell. */
uint64_t arm_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read)
{
    uint64_t lr = values[REG_RESUME];

    (void)read;
    switch (handler & 0x1f) {
    case 0x04: /* within an instruction */
    case 0x08:
        return lr;
    case 0x10:
        return (uint32_t)(lr - 8);
    case 0x0c:
    case 0x18:
    case 0x1c:
        return (uint32_t)(lr - 4);
    default:
        return 0;
    }
}
