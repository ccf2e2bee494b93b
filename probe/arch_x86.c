/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Just enough of x86's encoding to know calls, returns and what is addressed by
 * the stack pointer: prefixes, opcode map, ModRM and SIB.  Source: Intel's
 * Software Developer's Manual, volume 2, chapter 2 and appendix A.
 */
#include "arch.h"

#include <string.h>

#define RSP 4u

/* One-byte opcodes with a ModRM byte, a bit each, 0x00 first. */
static const uint32_t modrm_one[8] = {
    0x0f0f0f0fu, 0x0f0f0f0fu, /* 00-3f: the four forms of each arithmetic row that have one */
    0x00000000u,              /* 40-5f */
    0x00000a0cu,              /* 60-7f: 62 bound, 63 movsxd, 69, 6b imul */
    0x0000ffffu,              /* 80-9f: 80 to 8f */
    0x00000000u,              /* a0-bf */
    0xff0f00f3u,              /* c0-df: c0 c1 c4-c7, d0-d3, d8-df */
    0xc0c00000u,              /* e0-ff: f6 f7 fe ff */
};

/* Two-byte opcodes (0f xx) without a ModRM byte, a bit each. */
static const uint32_t plain_two[8] = {
    0x00004be0u, /* 00-1f: 05-09, 0b, 0e */
    0x00000000u, /* 20-3f: 30-37, see below */
    0x00000000u, 0x00800000u, /* 60-7f: 77 emms */
    0x0000ffffu, /* 80-9f: jcc */
    0x00000707u, /* a0-bf: a0-a2, a8-aa */
    0x0000ff00u, /* c0-df: c8-cf bswap */
    0x00000000u,
};

static bool bit(const uint32_t map[8], uint8_t opcode)
{
    return map[opcode >> 5] >> (opcode & 31) & 1;
}

struct cursor {
    const uint8_t *p, *end;
};

static uint8_t take(struct cursor *c)
{
    return c->p < c->end ? *c->p++ : 0;
}

struct prefixes {
    bool rex_b, rex_r;
    bool address_16;
};

/* Whether the memory operand of the ModRM byte at the cursor has the stack pointer as base. */
static bool base_is_sp(struct cursor c, const struct prefixes *pre)
{
    uint8_t modrm = take(&c);

    if (modrm >> 6 == 3 || (modrm & 7) != 4 || pre->address_16) {
        return false;
    }
    return (take(&c) & 7) == RSP && !pre->rex_b;
}

static void two_byte(struct cursor c, const struct prefixes *pre, struct decoded *out)
{
    uint8_t op = take(&c);

    if (op == 0x07 || op == 0x35) { /* sysret, sysexit */
        out->flow = FLOW_TRAP_RETURN;
    } else if (op == 0x34) {
        out->flow = FLOW_SYSENTER;
    } else if (op == 0x38 || op == 0x3a) {
        take(&c);
        out->sp_based = base_is_sp(c, pre);
    } else if (op == 0xa0 || op == 0xa1 || op == 0xa8 || op == 0xa9) { /* push, pop fs, gs */
        out->sp_based = true;
    } else if (!bit(plain_two, op) && !(op >= 0x30 && op <= 0x37)) {
        uint8_t modrm = c.p < c.end ? *c.p : 0;

        if (op == 0x01 && (modrm >> 3 & 7) == 3 && modrm >> 6 != 3) {
            out->flow = FLOW_GATES; /* lidt */
        }
        out->sp_based = base_is_sp(c, pre);
    }
}

static void moves(uint8_t op, struct cursor c, const struct prefixes *pre, struct decoded *out)
{
    uint8_t modrm = c.p < c.end ? *c.p : 0;
    unsigned reg = (modrm >> 3 & 7) | (pre->rex_r ? 8 : 0);
    unsigned rm = (modrm & 7) | (pre->rex_b ? 8 : 0);
    bool registers = modrm >> 6 == 3;

    if ((op == 0x8b && reg == RSP) || (op == 0x89 && registers && rm == RSP)) {
        out->flow = FLOW_STACK_SET; /* mov */
    } else if (op == 0x87 && (reg == RSP || (registers && rm == RSP))) {
        out->flow = FLOW_STACK_SET; /* xchg */
    }
}

static void group_ff(struct cursor c, const struct prefixes *pre, struct decoded *out)
{
    uint8_t modrm = c.p < c.end ? *c.p : 0;
    unsigned reg = modrm >> 3 & 7;

    out->sp_based = base_is_sp(c, pre);
    out->sp_stores = reg == 6 || reg == 2; /* push r/m, call r/m */
    if (reg == 2) {
        out->flow = FLOW_CALL;
    }
}

static void one_byte(uint8_t op, struct cursor c, const struct prefixes *pre, uint64_t next,
                     bool wide, bool short_operand, struct decoded *out)
{
    if (op == 0xe8) {
        int64_t offset = 0;

        if (!wide && short_operand) {
            uint8_t low = take(&c), high = take(&c);
            offset = (int16_t)(low | high << 8);
        } else if (c.end - c.p >= 4) {
            int32_t relative;

            memcpy(&relative, c.p, 4);
            offset = relative;
        }
        out->sp_based = true;
        if (offset != 0) { /* call of the next instruction: that is how code learns its own address */
            out->flow = FLOW_CALL;
            out->target = next + (uint64_t)offset;
        }
    } else if (op == 0xc2 || op == 0xc3) {
        out->flow = FLOW_RETURN;
        out->sp_based = true;
    } else if (op == 0xcf) {
        out->flow = FLOW_TRAP_RETURN; /* iret */
        out->sp_based = true;
    } else if (op == 0xff) {
        group_ff(c, pre, out);
    } else if (op == 0x5c && !pre->rex_b) { /* pop rsp */
        out->flow = FLOW_STACK_SET;
        out->sp_based = true;
    } else if (op == 0x94 && !pre->rex_b) { /* xchg rax, rsp */
        out->flow = FLOW_STACK_SET;
    } else if ((op >= 0x50 && op <= 0x5f) || op == 0x68 || op == 0x6a ||
               op == 0x9c || op == 0x9d || op == 0xc8 || op == 0xc9 || op == 0xca || op == 0xcb ||
               (!wide && (op == 0x60 || op == 0x61 || op == 0x9a ||
                          (op < 0x20 && ((op & 7) == 6 || ((op & 7) == 7 && op != 0x0f)))))) {
        out->sp_based = true; /* push, pop, pushf, popf, enter, leave, pusha, far call */
    } else if (op == 0x8f) {
        out->sp_based = base_is_sp(c, pre);
        out->sp_loads = true; /* pop r/m */
    } else if (bit(modrm_one, op)) {
        moves(op, c, pre, out);
        out->sp_based = base_is_sp(c, pre);
    }
}

void x86_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out)
{
    bool wide = isa == 1;
    struct cursor c = {insn, insn + n};
    struct prefixes pre = {0};
    bool short_operand = false;
    uint8_t op;

    *out = (struct decoded){.flow = FLOW_NONE};
    for (;;) {
        op = take(&c);
        if (op == 0x66) {
            short_operand = true;
        } else if (op == 0x67) {
            pre.address_16 = !wide;
        } else if (op != 0xf0 && op != 0xf2 && op != 0xf3 && op != 0x2e && op != 0x36 &&
                   op != 0x3e && op != 0x26 && op != 0x64 && op != 0x65) {
            break;
        }
        if (c.p >= c.end) {
            return;
        }
    }
    if (wide && op >> 4 == 4) {
        pre.rex_b = op & 1;
        pre.rex_r = op & 4;
        op = take(&c);
    }
    /* VEX, EVEX: opcode, then ModRM. In 32-bit code they are lds, les and bound of a register,
     * which there is not. */
    if ((op == 0xc4 || op == 0xc5 || op == 0x62) && (wide || (c.p < c.end && *c.p >= 0xc0))) {
        unsigned skip = op == 0xc5 ? 2 : op == 0xc4 ? 3 : 4;

        pre.rex_b = wide && op != 0xc5 && c.p < c.end && !(*c.p & 0x20);
        while (skip--) {
            take(&c);
        }
        out->sp_based = base_is_sp(c, &pre);
    } else if (op == 0x0f) {
        two_byte(c, &pre, out);
    } else {
        one_byte(op, c, &pre, pc + n, wide, short_operand, out);
    }
}

struct machine_mode x86_mode(const uint64_t values[REGS])
{
    bool protected_mode = values[REG_VECTORS] & 1; /* CR0.PE */

    return (struct machine_mode){
        .user = protected_mode && (values[REG_MODE] & 3) == 3,
        .isa = values[REG_EXTRA] >> 10 & 1, /* EFER.LMA */
        .segmented = !protected_mode,
    };
}

uint64_t x86_gate(const uint8_t *table, size_t bytes, unsigned vector, bool wide)
{
    size_t size = wide ? 16 : 8;
    const uint8_t *g = table + vector * size;
    uint64_t low;

    if ((vector + 1) * size > bytes || !(g[5] & 0x80)) { /* not present */
        return 0;
    }
    low = g[0] | g[1] << 8 | (uint64_t)g[6] << 16 | (uint64_t)g[7] << 24;
    if (wide) {
        uint32_t high;

        memcpy(&high, g + 8, 4);
        low |= (uint64_t)high << 32;
    }
    return low;
}

bool x86_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                 bool *asynchronous)
{
    bool wide = values[REG_EXTRA] >> 10 & 1; /* EFER.LMA */
    unsigned n = (unsigned)(bytes / (wide ? 16 : 8));

    if (!table || n > 256) {
        return false;
    }
    for (unsigned vector = 0; vector < n; vector++) {
        if (x86_gate(table, bytes, vector, wide) == pc) {
            *asynchronous = vector >= 32;
            return true;
        }
    }
    return false;
}

/* The processor pushed the address of the code to go on with, and below it, for some
 * exceptions, an error code, which is smaller than any address code runs at.  The
 * kernel's entry for syscall has the address in rcx (volume 2, SYSCALL). */
uint64_t x86_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read)
{
    size_t word = values[REG_EXTRA] >> 10 & 1 ? 8 : 4;
    uint8_t bytes[16];
    uint64_t first = 0, second = 0;

    if (!handler) {
        return word == 8 ? values[REG_RESUME] : 0;
    }
    if (!read(values[REG_SP], bytes, 2 * word)) {
        return 0;
    }
    memcpy(&first, bytes, word);
    memcpy(&second, bytes + word, word);
    return first < 0x1000 ? second : first;
}
