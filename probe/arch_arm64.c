/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A64 instructions, by the top-level encoding tables of the Arm Architecture
 * Reference Manual, section C4.1.
 */
#include "arch.h"

#define LINK 30u
#define STACK 31u /* as a base register */

static bool loads_or_stores(uint32_t i)
{
    return (i & 0x0a000000u) == 0x08000000u; /* op0 = x1x0 */
}

/* Literal loads have no base register; all other loads and stores have it in bits 5-9. */
static bool literal(uint32_t i)
{
    return (i & 0x3b000000u) == 0x18000000u;
}

void arm64_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out)
{
    uint32_t i;
    unsigned rn;

    (void)isa;
    *out = (struct decoded){.flow = FLOW_NONE};
    if (n != 4) {
        return;
    }
    i = insn[0] | insn[1] << 8 | insn[2] << 16 | (uint32_t)insn[3] << 24;
    rn = i >> 5 & 31;

    if ((i & 0xfc000000u) == 0x94000000u) { /* bl */
        int64_t words = (int32_t)(i << 6) >> 6;

        out->flow = FLOW_CALL;
        out->target = pc + (uint64_t)(words * 4);
    } else if ((i & 0xfefff800u) == 0xd63f0800u || (i & 0xfffffc1fu) == 0xd63f0000u) {
        out->flow = FLOW_CALL; /* blr, blraa and its kin */
    } else if ((i & 0xfffffc1fu) == 0xd65f0000u || (i & 0xfffffbffu) == 0xd65f0bffu ||
               ((i & 0xfffffc1fu) == 0xd61f0000u && rn == LINK)) {
        out->flow = FLOW_RETURN; /* ret, retaa, retab, br x30 */
    } else if (i == 0xd69f03e0u || (i & 0xfffffbffu) == 0xd69f0bffu) {
        out->flow = FLOW_TRAP_RETURN; /* eret, eretaa, eretab */
    } else if ((i & 0xff80001fu) == 0x9100001fu && rn != STACK) {
        out->flow = FLOW_STACK_SET; /* add sp, xn, #imm, also written mov sp, xn */
    } else if ((i & 0xffe0001fu) == 0x8b20001fu) {
        out->flow = rn == STACK ? FLOW_STACK_MOVED : FLOW_STACK_SET; /* add sp, xn, xm */
    } else if ((i & 0xffffffe0u) == 0xd50b7420u) { /* dc zva */
        out->flow = FLOW_ZERO_BLOCK;
        out->reg = i & 31;
    } else if (loads_or_stores(i) && !literal(i) && rn == STACK) {
        out->sp_based = true;
    }
}

struct machine_mode arm64_mode(const uint64_t values[REGS])
{
    return (struct machine_mode){.user = (values[REG_MODE] & 0xc) == 0};
}

/* Sixteen entries of 128 bytes: synchronous, IRQ, FIQ, SError of each of four sources
 * (Arm Architecture Reference Manual, D1.3.1.2). */
bool arm64_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                   bool *asynchronous)
{
    uint64_t offset = pc - values[REG_VECTORS];

    (void)table, (void)bytes;
    *asynchronous = (offset >> 7 & 3) == 1 || (offset >> 7 & 3) == 2;
    return offset < 0x800 && offset % 0x80 == 0;
}

uint64_t arm64_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read)
{
    (void)handler, (void)read;
    return values[REG_RESUME];
}

/* The syndrome's class is an abort of data or a misaligned stack pointer (D17.2.37, ESR_EL1): all else
 * is known when QEMU translates the instruction, which then ends its block. */
uint64_t arm64_broken_off(uint64_t handler, uint64_t resume, const uint64_t values[REGS],
                          guest_reader *read)
{
    unsigned class = values[REG_CAUSE] >> 26 & 0x3f;

    (void)handler, (void)read;
    return class == 0x24 || class == 0x25 || class == 0x26 ? resume : 0;
}
