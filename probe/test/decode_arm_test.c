/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Arm's instructions, of which the hex is as they lie in memory, and its vectors.
 */
#include "decode_test.h"

#include <assert.h>
#include <stddef.h>

void arm_instructions_are_told_apart(void)
{
    static const struct insn_case a32[] = {
        { "400000eb", 0, FLOW_CALL, 0, 0x1108 },        /* bl +0x108 */
        { "4000001b", 0, FLOW_CALL, COND, 0x1108 },     /* blne */
        { "beffffeb", 0, FLOW_CALL, 0, 0xf00 },         /* bl -0x100 */
        { "400000fb", 0, FLOW_CALL, 0, 0x110a },        /* blx +0x10a */
        { "33ff2fe1", 0, FLOW_CALL, 0, 0 },             /* blx r3 */
        { "33ff2f01", 0, FLOW_CALL, COND, 0 },          /* blxeq r3 */
        { "1eff2fe1", 0, FLOW_RETURN, 0, 0 },           /* bx lr */
        { "1eff2f11", 0, FLOW_RETURN, COND, 0 },        /* bxne lr */
        { "13ff2fe1", 0, FLOW_NONE, 0, 0 },             /* bx r3 */
        { "0ef0a0e1", 0, FLOW_RETURN, 0, 0 },           /* mov pc, lr */
        { "0df0a0e1", 0, FLOW_NONE, 0, 0 },             /* mov pc, sp */
        { "1080bde8", 0, FLOW_RETURN, SP, 0 },          /* pop {r4, pc} */
        { "1080bd18", 0, FLOW_RETURN, SP | COND, 0 },   /* popne {r4, pc} */
        { "04f09de4", 0, FLOW_RETURN, SP, 0 },          /* ldr pc, [sp], #4 */
        { "04f09fe5", 0, FLOW_NONE, 0, 0 },             /* ldr pc, [pc, #4] */
        { "00a89de8", 0, FLOW_RETURN, SP | SETS, 0 },   /* ldm sp, {fp, sp, pc} */
        { "10a81be9", 0, FLOW_RETURN, SETS, 0 },        /* ldmdb fp, {r4, fp, sp, pc} */
        { "10a094e8", 0, FLOW_RETURN, SETS, 0 },        /* ldm r4, {r4, sp, pc} */
        { "106090e8", 0, FLOW_STACK_SET, 0, 0 },        /* ldm r0, {r4, sp, lr} */
        { "108090e8", 0, FLOW_NONE, 0, 0 },             /* ldm r0, {r4, pc} */
        { "0380dde8", 0, FLOW_TRAP_RETURN, SP, 0 },     /* ldm sp, {r0, r1, pc}^ */
        { "0160dde8", 0, FLOW_NONE, SP, 0 },            /* ldm sp, {r0, sp, lr}^ */
        { "0ef0b0e1", 0, FLOW_TRAP_RETURN, 0, 0 },      /* movs pc, lr */
        { "04f05ee2", 0, FLOW_TRAP_RETURN, 0, 0 },      /* subs pc, lr, #4 */
        { "000abdf8", 0, FLOW_TRAP_RETURN, SP, 0 },     /* rfeia sp! */
        { "000a10f9", 0, FLOW_TRAP_RETURN, 0, 0 },      /* rfedb r0 */
        { "6e0060e1", 0, FLOW_TRAP_RETURN, 0, 0 },      /* eret */
        { "07d0a0e1", 0, FLOW_STACK_SET, 0, 0 },        /* mov sp, r7 */
        { "07d0a011", 0, FLOW_STACK_SET, COND, 0 },     /* movne sp, r7 */
        { "1cd04be2", 0, FLOW_STACK_SET, 0, 0 },        /* sub sp, fp, #28 */
        { "10d08de2", 0, FLOW_NONE, 0, 0 },             /* add sp, sp, #16 */
        { "03d04de0", 0, FLOW_NONE, 0, 0 },             /* sub sp, sp, r3 */
        { "0dd083e0", 0, FLOW_NONE, 0, 0 },             /* add sp, r3, sp */
        { "07d0cde3", 0, FLOW_NONE, 0, 0 },             /* bic sp, sp, #7 */
        { "04d090e5", 0, FLOW_STACK_SET, 0, 0 },        /* ldr sp, [r0, #4] */
        { "04d09de5", 0, FLOW_STACK_SET, SP, 0 },       /* ldr sp, [sp, #4] */
        { "120002f1", 0, FLOW_STACK_SET, 0, 0 },        /* cps #18 */
        { "80000cf1", 0, FLOW_NONE, 0, 0 },             /* cpsid i */
        { "d2f021e3", 0, FLOW_STACK_SET, 0, 0 },        /* msr cpsr_c, #0xd2 */
        { "00f028e3", 0, FLOW_NONE, 0, 0 },             /* msr cpsr_f, #0 */
        { "00f021e1", 0, FLOW_NONE, 0, 0 },             /* msr cpsr_c, r0 */
        { "00005de1", 0, FLOW_NONE, 0, 0 },             /* cmp sp, r0 */
        { "0d00a0e1", 0, FLOW_NONE, 0, 0 },             /* mov r0, sp */
        { "10402de9", 0, FLOW_NONE, SP, 0 },            /* push {r4, lr} */
        { "08008de5", 0, FLOW_NONE, SP, 0 },            /* str r0, [sp, #8] */
        { "080081e5", 0, FLOW_NONE, 0, 0 },             /* str r0, [r1, #8] */
        { "0000cde5", 0, FLOW_NONE, SP, 0 },            /* strb r0, [sp] */
        { "b1009de1", 0, FLOW_NONE, SP, 0 },            /* ldrh r0, [sp, r1] */
        { "d000cde1", 0, FLOW_NONE, SP, 0 },            /* ldrd r0, r1, [sp] */
        { "90010de0", 0, FLOW_NONE, 0, 0 },             /* mul sp, r0, r1 */
        { "9f0f9de1", 0, FLOW_NONE, SP, 0 },            /* ldrex r0, [sp] */
        { "028b2ded", 0, FLOW_NONE, SP, 0 },            /* vpush {d8} */
        { "020b9ded", 0, FLOW_NONE, SP, 0 },            /* vldr d0, [sp, #8] */
        { "1d0b4dec", 0, FLOW_NONE, 0, 0 },             /* vmov d13, r0, sp */
        { "0f072df4", 0, FLOW_NONE, SP, 0 },            /* vld1.8 {d0}, [sp] */
        { "13056df9", 0, FLOW_NONE, SP, 0 },            /* srsdb sp!, #19 */
        { "000000ef", 0, FLOW_NONE, 0, 0 },             /* svc */
        { "1eff", 0, FLOW_NONE, 0, 0 },
    };
    static const struct insn_case t32[] = {
        { "00f080f8", 1, FLOW_CALL, COND, 0x1104 },     /* bl +0x104 */
        { "fff77eff", 1, FLOW_CALL, COND, 0xf00 },      /* bl -0x100 */
        { "00f082e8", 1, FLOW_CALL, COND, 0x1108 },     /* blx */
        { "9847", 1, FLOW_CALL, COND, 0 },              /* blx r3 */
        { "7eff", 1, FLOW_CALL, COND, 0 },              /* the second half of a bl */
        { "7047", 1, FLOW_RETURN, COND, 0 },            /* bx lr */
        { "1847", 1, FLOW_NONE, 0, 0 },                 /* bx r3 */
        { "f746", 1, FLOW_RETURN, COND, 0 },            /* mov pc, lr */
        { "10bd", 1, FLOW_RETURN, SP | COND, 0 },       /* pop {r4, pc} */
        { "30bc", 1, FLOW_NONE, SP, 0 },                /* pop {r4, r5} */
        { "10b5", 1, FLOW_NONE, SP, 0 },                /* push {r4, lr} */
        { "bde81081", 1, FLOW_RETURN, SP | COND, 0 },   /* pop.w {r4, r8, pc} */
        { "90e81081", 1, FLOW_NONE, 0, 0 },             /* ldm.w r0, {r4, r8, pc} */
        { "5df804fb", 1, FLOW_RETURN, SP | COND, 0 },   /* ldr.w pc, [sp], #4 */
        { "ddf804f0", 1, FLOW_NONE, SP, 0 },            /* ldr.w pc, [sp, #4] */
        { "50f804fb", 1, FLOW_NONE, 0, 0 },             /* ldr.w pc, [r0], #4 */
        { "def3048f", 1, FLOW_TRAP_RETURN, COND, 0 },   /* subs pc, lr, #4 */
        { "def3008f", 1, FLOW_TRAP_RETURN, COND, 0 },   /* eret */
        { "bde900c0", 1, FLOW_TRAP_RETURN, SP | COND, 0 }, /* rfeia sp! */
        { "90e900c0", 1, FLOW_TRAP_RETURN, COND, 0 },   /* rfeia r0 */
        { "2de813c0", 1, FLOW_NONE, SP, 0 },            /* srsdb sp!, #19 */
        { "bd46", 1, FLOW_STACK_SET, COND, 0 },         /* mov sp, r7 */
        { "ed46", 1, FLOW_NONE, 0, 0 },                 /* mov sp, sp */
        { "4fea070d", 1, FLOW_STACK_SET, COND, 0 },     /* mov.w sp, r7 */
        { "9d44", 1, FLOW_NONE, 0, 0 },                 /* add sp, r3 */
        { "04b0", 1, FLOW_NONE, 0, 0 },                 /* add sp, #16 */
        { "adf5806d", 1, FLOW_NONE, 0, 0 },             /* sub.w sp, sp, #1024 */
        { "5cf804db", 1, FLOW_STACK_SET, COND, 0 },     /* ldr.w sp, [ip], #4 */
        { "aff31281", 1, FLOW_STACK_SET, COND, 0 },     /* cps #18 */
        { "0198", 1, FLOW_NONE, SP, 0 },                /* ldr r0, [sp, #4] */
        { "0190", 1, FLOW_NONE, SP, 0 },                /* str r0, [sp, #4] */
        { "4868", 1, FLOW_NONE, 0, 0 },                 /* ldr r0, [r1, #4] */
        { "4df8040c", 1, FLOW_NONE, SP, 0 },            /* str.w r0, [sp, #-4] */
        { "6de90201", 1, FLOW_NONE, SP, 0 },            /* strd r0, r1, [sp, #-8]! */
        { "d0e801f0", 1, FLOW_NONE, 0, 0 },             /* tbb [r0, r1] */
        { "5de8000f", 1, FLOW_NONE, SP, 0 },            /* ldrex r0, [sp] */
        { "2ded028b", 1, FLOW_NONE, SP, 0 },            /* vpush {d8} */
        { "4eec1d0b", 1, FLOW_NONE, 0, 0 },             /* vmov d13, r0, lr */
        { "0df90f07", 1, FLOW_NONE, SP, 0 },            /* vst1.8 {d0}, [sp] */
        { "00f0feb8", 1, FLOW_NONE, 0, 0 },             /* b.w */
        { "00df", 1, FLOW_NONE, 0, 0 },                 /* svc */
        { "cef3008f", 1, FLOW_RETURN, COND, 0 },        /* bxj lr */
    };
    CHECK("arm", a32);
    CHECK("arm", t32);
}

void arm_has_vectors_low_high_or_where_vbar_says(void)
{
    uint64_t values[REGS] = {[REG_MODE] = 0x600f0030};
    bool asynchronous;

    assert(arm_mode(values).user && arm_mode(values).isa == 1);
    values[REG_MODE] = 0x600f0013;
    assert(!arm_mode(values).user && arm_mode(values).isa == 0);
    assert(arm_handler(8, values, NULL, 0, &asynchronous) && !asynchronous);
    assert(arm_handler(0x18, values, NULL, 0, &asynchronous) && asynchronous);
    assert(!arm_handler(0, values, NULL, 0, &asynchronous));
    assert(!arm_handler(0x14, values, NULL, 0, &asynchronous));
    assert(!arm_handler(0x1e, values, NULL, 0, &asynchronous));
    assert(!arm_handler(0x20, values, NULL, 0, &asynchronous));
    values[REG_RESUME] = 0x8008;
    assert(arm_has_stack(values, true));
    assert(arm_resume(0xffff0008u, values, NULL) == 0x8008);
    assert(arm_resume(0xffff0010u, values, NULL) == 0x8000);
    assert(arm_resume(0xffff0018u, values, NULL) == 0x8004);
    assert(arm_resume(0xffff0004u, values, NULL) == values[REG_RESUME]);
    values[REG_MODE] = 0x600f0012;
    assert(!arm_has_stack(values, false)); /* IRQ mode */
    values[REG_EXTRA] = 1u << 13;
    assert(arm_handler(0xffff001cu, values, NULL, 0, &asynchronous) && asynchronous);
    assert(!arm_handler(8, values, NULL, 0, &asynchronous));
    values[REG_EXTRA] = 0;
    values[REG_VECTORS] = 0xc0100000u;
    assert(arm_handler(0xc0100010u, values, NULL, 0, &asynchronous) && !asynchronous);
}
