/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * RISC-V's instructions, by the Unprivileged Architecture: the base formats, the
 * compressed instructions of chapter C (its listings by quadrant), and the hints for
 * a return-address stack at jalr (table "Return-address stack prediction hints"),
 * by which x1 and x5 hold return addresses.  Traps: the Privileged Architecture,
 * stvec and scause.  isa 1 is RV64, 0 is RV32.
 */
#include "arch.h"

#define SP 2u

static bool is_link(unsigned r)
{
    return r == 1 || r == 5;
}

static void c_quadrant_1(unsigned i, uint64_t pc, bool wide, struct decoded *out)
{
    unsigned kind = i >> 13, rd = i >> 7 & 31;

    if (kind == 1 && !wide) { /* c.jal: offset bits 11 4 9 8 10 6 7 3 2 1 5 from bit 12 down */
        uint32_t offset = (0u - (i >> 12 & 1)) << 11 | (i >> 11 & 1) << 4 | (i >> 9 & 3) << 8 |
                          (i >> 8 & 1) << 10 | (i >> 7 & 1) << 6 | (i >> 6 & 1) << 7 |
                          (i >> 3 & 7) << 1 | (i >> 2 & 1) << 5;

        out->flow = FLOW_CALL;
        out->target = (uint32_t)(pc + offset);
    } else if (kind == 2 && rd == SP) { /* c.li */
        out->flow = FLOW_STACK_SET;
    }
}

static void c_quadrant_2(unsigned i, bool wide, struct decoded *out)
{
    unsigned kind = i >> 13, first = i >> 7 & 31, second = i >> 2 & 31;

    if (kind == 0) { /* c.slli */
        return;
    }
    if (kind != 4) { /* loads and stores relative to sp; the floating ones do not set it */
        out->sp_based = true;
        if (first == SP && (kind == 2 || (kind == 3 && wide))) {
            out->flow = FLOW_STACK_SET; /* c.lwsp, c.ldsp */
        }
    } else if (second) { /* c.mv; c.add only adds */
        if (first == SP && second != SP) {
            out->flow = i >> 12 & 1 ? FLOW_STACK_MOVED : FLOW_STACK_SET; /* c.add, c.mv */
        }
    } else if (i >> 12 & 1) {
        out->flow = first ? FLOW_CALL : FLOW_NONE; /* c.jalr, c.ebreak */
    } else {
        out->flow = is_link(first) ? FLOW_RETURN : FLOW_NONE; /* c.jr */
    }
}

static void compressed(unsigned i, uint64_t pc, bool wide, struct decoded *out)
{
    if ((i & 3) == 1) {
        c_quadrant_1(i, pc, wide, out);
    } else if ((i & 3) == 2) {
        c_quadrant_2(i, wide, out);
    } /* quadrant 0 addresses memory by x8 to x15 */
}

static void jal(uint32_t i, uint64_t pc, bool wide, struct decoded *out)
{
    uint32_t offset = (0u - (i >> 31)) << 20 | (i & 0x000ff000u) | (i >> 20 & 1) << 11 |
                      (i >> 21 & 0x3ff) << 1;

    if (is_link(i >> 7 & 31)) {
        out->flow = FLOW_CALL;
        out->target = pc + (uint64_t)(int64_t)(int32_t)offset;
        if (!wide) {
            out->target = (uint32_t)out->target;
        }
    }
}

static void system(uint32_t i, struct decoded *out)
{
    unsigned kind = i >> 12 & 7;

    if (i == 0x10200073u || i == 0x30200073u || i == 0x70200073u) { /* sret, mret, mnret */
        out->flow = FLOW_TRAP_RETURN;
    } else if (kind == 4) { /* a hypervisor's loads and stores */
        out->sp_based = (i >> 15 & 31) == SP;
    } else if (kind && (i >> 7 & 31) == SP) { /* csrrw and its kin */
        out->flow = FLOW_STACK_SET;
    }
}

static void full(uint32_t i, uint64_t pc, bool wide, struct decoded *out)
{
    unsigned rd = i >> 7 & 31, rs1 = i >> 15 & 31, rs2 = i >> 20 & 31;

    switch (i & 0x7f) {
    case 0x6f:
        jal(i, pc, wide, out);
        break;
    case 0x67: /* jalr; with an offset it is the second half of a far jump */
        if (is_link(rd)) {
            out->flow = FLOW_CALL;
        } else if (is_link(rs1) && !(i >> 20)) {
            out->flow = FLOW_RETURN;
        }
        break;
    case 0x73:
        system(i, out);
        break;
    case 0x03: /* loads */
    case 0x2f: /* semaphores, which load as well */
        out->sp_based = rs1 == SP;
        out->flow = rd == SP ? FLOW_STACK_SET : FLOW_NONE;
        break;
    case 0x07: /* floating-point and vector loads */
    case 0x23: /* stores */
    case 0x27:
        out->sp_based = rs1 == SP;
        break;
    case 0x13: /* with an immediate */
    case 0x1b:
        out->flow = rd == SP && rs1 != SP ? FLOW_STACK_SET : FLOW_NONE;
        break;
    case 0x33: /* of two registers */
    case 0x3b:
        if (rd == SP) {
            out->flow = rs1 == SP || rs2 == SP ? FLOW_STACK_MOVED : FLOW_STACK_SET;
        }
        break;
    case 0x17: /* auipc */
    case 0x37: /* lui */
        out->flow = rd == SP ? FLOW_STACK_SET : FLOW_NONE;
        break;
    default:
        break;
    }
}

void riscv_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out)
{
    *out = (struct decoded){.flow = FLOW_NONE};
    if (n == 2) {
        compressed(insn[0] | (unsigned)insn[1] << 8, pc, isa == 1, out);
    } else if (n == 4) {
        full(insn[0] | (uint32_t)insn[1] << 8 | (uint32_t)insn[2] << 16 | (uint32_t)insn[3] << 24,
             pc, isa == 1, out);
    }
}

struct machine_mode riscv64_mode(const uint64_t values[REGS])
{
    return (struct machine_mode){.user = (values[REG_MODE] & 3) == 0, .isa = 1};
}

struct machine_mode riscv32_mode(const uint64_t values[REGS])
{
    return (struct machine_mode){.user = (values[REG_MODE] & 3) == 0, .isa = 0};
}

/* All traps go to the address in stvec, or to mtvec's if to machine mode, but where the lowest
 * bits say that each interrupt has a word of its own there.  An interrupt's cause has the top bit
 * set: it is another one at each entry, so this must be asked when the handler is entered. */
bool riscv_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                   bool *asynchronous)
{
    bool machine = (values[REG_MODE] & 3) == 3;
    uint64_t vectors = values[machine ? REG_VECTORS_2 : REG_VECTORS];
    uint64_t cause = values[machine ? REG_EXTRA_2 : REG_EXTRA];
    uint64_t offset = pc - (vectors & ~3ull);

    (void)table, (void)bytes;
    if (offset == 0) {
        *asynchronous = cause & 0x8000000080000000ull;
        return vectors != 0;
    }
    *asynchronous = true;
    return (vectors & 3) == 1 && offset < 64 * 4 && offset % 4 == 0;
}

/* A trap leaves the stack pointer alone: user code's, or for machine mode that of whoever called. */
bool riscv_has_stack(const uint64_t values[REGS], bool from_user)
{
    return !from_user && (values[REG_MODE] & 3) != 3;
}

/* sepc and mepc. An ecall's is the ecall itself, after which the handler goes on. */
uint64_t riscv_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read)
{
    bool machine = (values[REG_MODE] & 3) == 3;
    uint64_t cause = values[machine ? REG_EXTRA_2 : REG_EXTRA];
    uint64_t at = values[machine ? REG_RESUME_2 : REG_RESUME];

    (void)handler, (void)read;
    return cause >= 8 && cause <= 11 ? at + 4 : at;
}

/* A breakpoint (Privileged Architecture, mcause 3), which QEMU sees when it translates. An illegal
 * instruction is mostly one that reads a register there is not, which it sees only then. */
uint64_t riscv_broken_off(uint64_t handler, uint64_t resume, const uint64_t values[REGS],
                          guest_reader *read)
{
    bool machine = (values[REG_MODE] & 3) == 3;
    uint64_t cause = values[machine ? REG_EXTRA_2 : REG_EXTRA];

    (void)handler, (void)read;
    return cause == 3 ? 0 : resume;
}
