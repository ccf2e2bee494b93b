/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * RISC-V's instructions, of which the hex is as they lie in memory, and its traps.
 */
#include "decode_test.h"

#include <assert.h>
#include <stddef.h>

void riscv_instructions_are_told_apart(void)
{
    static const struct insn_case wide[] = {
        { "ef000010", 1, FLOW_CALL, 0, 0x1100 },   /* jal ra, +0x100 */
        { "eff01ff0", 1, FLOW_CALL, 0, 0xf00 },    /* jal ra, -0x100 */
        { "ef020010", 1, FLOW_CALL, 0, 0x1100 },   /* jal t0 */
        { "6f030010", 1, FLOW_NONE, 0, 0 },        /* jal t1 */
        { "6f000010", 1, FLOW_NONE, 0, 0 },        /* j */
        { "e7800700", 1, FLOW_CALL, 0, 0 },        /* jalr ra, 0(a5) */
        { "e7808000", 1, FLOW_CALL, 0, 0 },        /* jalr ra, 8(ra) */
        { "e7828200", 1, FLOW_CALL, 0, 0 },        /* jalr t0, 8(t0) */
        { "e7800200", 1, FLOW_CALL, 0, 0 },        /* jalr ra, 0(t0) */
        { "67800000", 1, FLOW_RETURN, 0, 0 },      /* ret */
        { "67800200", 1, FLOW_RETURN, 0, 0 },      /* jr t0 */
        { "67808200", 1, FLOW_NONE, 0, 0 },        /* jr 8(t0) */
        { "67800700", 1, FLOW_NONE, 0, 0 },        /* jr a5 */
        { "73002010", 1, FLOW_TRAP_RETURN, 0, 0 }, /* sret */
        { "73002030", 1, FLOW_TRAP_RETURN, 0, 0 }, /* mret */
        { "13010400", 1, FLOW_STACK_SET, 0, 0 },   /* mv sp, s0 */
        { "130104fc", 1, FLOW_STACK_SET, 0, 0 },   /* addi sp, s0, -64 */
        { "130101fc", 1, FLOW_NONE, 0, 0 },        /* addi sp, sp, -64 */
        { "33015100", 1, FLOW_STACK_MOVED, 0, 0 }, /* add sp, sp, t0 */
        { "33816200", 1, FLOW_STACK_SET, 0, 0 },   /* add sp, t0, t1 */
        { "137101ff", 1, FLOW_NONE, 0, 0 },        /* andi sp, sp, -16 */
        { "03318200", 1, FLOW_STACK_SET, 0, 0 },   /* ld sp, 8(tp) */
        { "03318100", 1, FLOW_STACK_SET, SP, 0 },  /* ld sp, 8(sp) */
        { "03358100", 1, FLOW_NONE, SP, 0 },       /* ld a0, 8(sp) */
        { "03b58500", 1, FLOW_NONE, 0, 0 },        /* ld a0, 8(a1) */
        { "2334a100", 1, FLOW_NONE, SP, 0 },       /* sd a0, 8(sp) */
        { "07358100", 1, FLOW_NONE, SP, 0 },       /* fld fa0, 8(sp) */
        { "07318500", 1, FLOW_NONE, 0, 0 },        /* fld f2, 8(a0) */
        { "2734a100", 1, FLOW_NONE, SP, 0 },       /* fsd fa0, 8(sp) */
        { "2f350110", 1, FLOW_NONE, SP, 0 },       /* lr.d a0, (sp) */
        { "2f35b100", 1, FLOW_NONE, SP, 0 },       /* amoadd.d a0, a1, (sp) */
        { "2f31b500", 1, FLOW_STACK_SET, 0, 0 },   /* amoadd.d sp, a1, (a0) */
        { "73110114", 1, FLOW_STACK_SET, 0, 0 },   /* csrrw sp, sscratch, sp */
        { "73120214", 1, FLOW_NONE, 0, 0 },        /* csrrw tp, sscratch, tp */
        { "37510000", 1, FLOW_STACK_SET, 0, 0 },   /* lui sp, 5 */
        { "17510000", 1, FLOW_STACK_SET, 0, 0 },   /* auipc sp, 5 */
        { "73000000", 1, FLOW_NONE, 0, 0 },        /* ecall */
        { "8297", 1, FLOW_CALL, 0, 0 },            /* c.jalr a5 */
        { "8280", 1, FLOW_RETURN, 0, 0 },          /* c.jr ra */
        { "8282", 1, FLOW_RETURN, 0, 0 },          /* c.jr t0 */
        { "8287", 1, FLOW_NONE, 0, 0 },            /* c.jr a5 */
        { "2281", 1, FLOW_STACK_SET, 0, 0 },       /* c.mv sp, s0 */
        { "0a84", 1, FLOW_NONE, 0, 0 },            /* c.mv s0, sp */
        { "1691", 1, FLOW_STACK_MOVED, 0, 0 },     /* c.add sp, t0 */
        { "2261", 1, FLOW_STACK_SET, SP, 0 },      /* c.ldsp sp */
        { "2265", 1, FLOW_NONE, SP, 0 },           /* c.ldsp a0 */
        { "2245", 1, FLOW_NONE, SP, 0 },           /* c.lwsp a0 */
        { "2ae4", 1, FLOW_NONE, SP, 0 },           /* c.sdsp a0 */
        { "2ac4", 1, FLOW_NONE, SP, 0 },           /* c.swsp a0 */
        { "2225", 1, FLOW_NONE, SP, 0 },           /* c.fldsp fa0 */
        { "2aa4", 1, FLOW_NONE, SP, 0 },           /* c.fsdsp fa0 */
        { "8865", 1, FLOW_NONE, 0, 0 },            /* c.ld a0, 8(a1) */
        { "0561", 1, FLOW_NONE, 0, 0 },            /* c.addi16sp */
        { "0808", 1, FLOW_NONE, 0, 0 },            /* c.addi4spn */
        { "1141", 1, FLOW_STACK_SET, 0, 0 },       /* c.li sp, 4 */
        { "0525", 1, FLOW_NONE, 0, 0 },            /* c.addiw a0, 1 */
        { "0290", 1, FLOW_NONE, 0, 0 },            /* c.ebreak */
        { "0e01", 1, FLOW_NONE, 0, 0 },            /* c.slli sp, 3 */
        { "828000", 1, FLOW_NONE, 0, 0 },
    };
    static const struct insn_case narrow[] = {
        { "0122", 0, FLOW_CALL, 0, 0x1100 },       /* c.jal +0x100 */
        { "0137", 0, FLOW_CALL, 0, 0xf00 },        /* c.jal -0x100 */
        { "eff01ff0", 0, FLOW_CALL, 0, 0xf00 },    /* jal ra, -0x100 */
        { "2265", 0, FLOW_NONE, SP, 0 },           /* c.flwsp fa0 */
        { "2261", 0, FLOW_NONE, SP, 0 },           /* c.flwsp f2 */
        { "2ae4", 0, FLOW_NONE, SP, 0 },           /* c.fswsp fa0 */
        { "2241", 0, FLOW_STACK_SET, SP, 0 },      /* c.lwsp sp */
    };
    CHECK("riscv64", wide);
    CHECK("riscv32", narrow);
}

void riscv_asks_the_cause_at_each_entry(void)
{
    uint64_t values[REGS] = {[REG_MODE] = 1, [REG_VECTORS] = 0x8000, [REG_VECTORS_2] = 0x4001,
                             [REG_EXTRA] = 1ull << 63 | 5, [REG_EXTRA_2] = 11};
    bool asynchronous;

    assert(riscv_handler(0x8000, values, NULL, 0, &asynchronous) && asynchronous);
    values[REG_EXTRA] = 8;
    assert(riscv_handler(0x8000, values, NULL, 0, &asynchronous) && !asynchronous);
    values[REG_EXTRA] = 1u << 31 | 5; /* as RV32 has it */
    assert(riscv_handler(0x8000, values, NULL, 0, &asynchronous) && asynchronous);
    assert(!riscv_handler(0x8004, values, NULL, 0, &asynchronous));
    assert(!riscv_handler(0x4000, values, NULL, 0, &asynchronous));
    assert(!riscv64_mode(values).user && riscv64_mode(values).isa == 1);
    values[REG_MODE] = 3;
    assert(riscv_handler(0x4000, values, NULL, 0, &asynchronous) && !asynchronous);
    assert(riscv_handler(0x401c, values, NULL, 0, &asynchronous) && asynchronous); /* its vector */
    assert(!riscv_handler(0x401e, values, NULL, 0, &asynchronous));
    assert(!riscv_handler(0x8000, values, NULL, 0, &asynchronous));
    values[REG_RESUME] = 0x100, values[REG_RESUME_2] = 0x200;
    assert(riscv_resume(0x4000, values, NULL) == 0x204); /* an ecall */
    assert(!riscv_has_stack(values, false));
    values[REG_MODE] = 1;
    assert(riscv_resume(0x8000, values, NULL) == 0x100); /* an interrupt */
    assert(riscv_has_stack(values, false) && !riscv_has_stack(values, true));
    values[REG_EXTRA] = 15;
    assert(riscv_broken_off(0, 0x500, values, NULL) == 0x500); /* a store's page fault */
    values[REG_EXTRA] = 3;
    assert(riscv_broken_off(0, 0x500, values, NULL) == 0); /* ebreak */
    values[REG_MODE] = 0;
    assert(riscv32_mode(values).user && riscv32_mode(values).isa == 0);
}
