/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * z/Architecture's instructions and new PSWs.
 */
#include "decode_test.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

void s390x_instructions_are_told_apart(void)
{
    static const struct insn_case cases[] = {
        { "c0e500000080", 0, FLOW_CALL, 0, 0x1100 },   /* brasl %r14,0x100 */
        { "c0e5ffffff80", 0, FLOW_CALL, 0, 0xf00 },    /* brasl %r14,0xffffffffffffff06 */
        { "c00500000080", 0, FLOW_NONE, 0, 0 },        /* brasl %r0,0x10c */
        { "a7e50080", 0, FLOW_CALL, 0, 0x1100 },       /* bras %r14,0x112 */
        { "a7d50080", 0, FLOW_NONE, 0, 0 },            /* bras %r13,0x116 */
        { "0de1", 0, FLOW_CALL, 0, 0 },                /* basr %r14,%r1 */
        { "0de0", 0, FLOW_NONE, 0, 0 },                /* basr %r14,%r0 */
        { "0dd0", 0, FLOW_NONE, 0, 0 },                /* basr %r13,%r0 */
        { "4de01000", 0, FLOW_CALL, 0, 0 },            /* bas %r14,0(%r1) */
        { "07fe", 0, FLOW_RETURN, 0, 0 },              /* br %r14 */
        { "078e", 0, FLOW_RETURN, COND, 0 },           /* ber %r14 */
        { "070e", 0, FLOW_NONE, 0, 0 },                /* nopr %r14 */
        { "07f4", 0, FLOW_RETURN, 0, 0 },              /* br %r4 */
        { "0784", 0, FLOW_NONE, 0, 0 },                /* ber %r4 */
        { "07f1", 0, FLOW_NONE, MAY, 0 },              /* br %r1 */
        { "ec23e00080e4", 0, FLOW_RETURN, COND, 0 },   /* cgrbe %r2,%r3,0(%r14) */
        { "b2b2f200", 0, FLOW_TRAP_RETURN, SP, 0 },    /* lpswe 512(%r15) */
        { "b2b20200", 0, FLOW_TRAP_RETURN, 0, 0 },     /* lpswe 512 */
        { "82000200", 0, FLOW_TRAP_RETURN, 0, 0 },     /* lpsw 512 */
        { "eb00f2000071", 0, FLOW_TRAP_RETURN, SP, 0 }, /* lpswey 512(%r15) */
        { "b90400fb", 0, FLOW_STACK_SET, 0, 0 },       /* lgr %r15,%r11 */
        { "b90400bf", 0, FLOW_NONE, 0, 0 },            /* lgr %r11,%r15 */
        { "b90400ff", 0, FLOW_NONE, 0, 0 },            /* lgr %r15,%r15 */
        { "41f0b0a0", 0, FLOW_STACK_SET, 0, 0 },       /* la %r15,160(%r11) */
        { "41f0f0a0", 0, FLOW_NONE, 0, 0 },            /* la %r15,160(%r15) */
        { "41f1f000", 0, FLOW_NONE, 0, 0 },            /* la %r15,0(%r1,%r15) */
        { "e3f0bf58ff71", 0, FLOW_STACK_SET, 0, 0 },   /* lay %r15,-168(%r11) */
        { "e3f0ff58ff71", 0, FLOW_NONE, 0, 0 },        /* lay %r15,-168(%r15) */
        { "e3f030080004", 0, FLOW_STACK_SET, 0, 0 },   /* lg %r15,8(%r3) */
        { "e3f0f0080004", 0, FLOW_NONE, SP, 0 },       /* lg %r15,8(%r15) */
        { "e320f0080004", 0, FLOW_NONE, SP, 0 },       /* lg %r2,8(%r15) */
        { "e32f10080004", 0, FLOW_NONE, SP, 0 },       /* lg %r2,8(%r15,%r1) */
        { "e32120080004", 0, FLOW_NONE, 0, 0 },        /* lg %r2,8(%r1,%r2) */
        { "eb6fb1100004", 0, FLOW_STACK_SET, 0, 0 },   /* lmg %r6,%r15,272(%r11) */
        { "eb6ff1100004", 0, FLOW_NONE, SP, 0 },       /* lmg %r6,%r15,272(%r15) */
        { "eb6ff0300004", 0, FLOW_NONE, SP, 0 },       /* lmg %r6,%r15,48(%r15) */
        { "ebe120000004", 0, FLOW_STACK_SET, 0, 0 },   /* lmg %r14,%r1,0(%r2) */
        { "eb6e20000004", 0, FLOW_NONE, 0, 0 },        /* lmg %r6,%r14,0(%r2) */
        { "eb6ff0300024", 0, FLOW_NONE, SP, 0 },       /* stmg %r6,%r15,48(%r15) */
        { "b3cd00f0", 0, FLOW_STACK_SET, 0, 0 },       /* lgdr %r15,%f0 */
        { "a7f90000", 0, FLOW_STACK_SET, 0, 0 },       /* lghi %r15,0 */
        { "a7fbff60", 0, FLOW_NONE, 0, 0 },            /* aghi %r15,-160 */
        { "b9e820f1", 0, FLOW_STACK_SET, 0, 0 },       /* agrk %r15,%r1,%r2 */
        { "b9e920ff", 0, FLOW_NONE, 0, 0 },            /* sgrk %r15,%r15,%r2 */
        { "b9e280f1", 0, FLOW_STACK_SET, COND, 0 },    /* locgre %r15,%r1 */
        { "c0f000000080", 0, FLOW_STACK_SET, 0, 0 },   /* larl %r15,0x1c2 */
        { "c4f800000080", 0, FLOW_STACK_SET, 0, 0 },   /* lgrl %r15,0x1c8 */
        { "5020f0a0", 0, FLOW_NONE, SP, 0 },           /* st %r2,160(%r15) */
        { "d207f0a0f0a8", 0, FLOW_NONE, SP, 0 },       /* mvc 160(8,%r15),168(%r15) */
        { "d207f0a02000", 0, FLOW_NONE, 0, 0 },        /* mvc 160(8,%r15),0(%r2) */
        { "d70710001000", 0, FLOW_NONE, 0, 0 },        /* xc 0(8,%r1),0(%r1) */
        { "9201f0a0", 0, FLOW_NONE, SP, 0 },           /* mvi 160(%r15),1 */
        { "e548f0a00001", 0, FLOW_NONE, SP, 0 },       /* mvghi 160(%r15),1 */
        { "eb23f000000d", 0, FLOW_NONE, 0, 0 },        /* sllg %r2,%r3,0(%r15) */
        { "e700f0a00006", 0, FLOW_NONE, SP, 0 },       /* vl %v0,160(%r15) */
        { "e703f0a00036", 0, FLOW_NONE, SP, 0 },       /* vlm %v0,%v3,160(%r15) */
        { "e700000f0044", 0, FLOW_NONE, 0, 0 },        /* vgbm %v0,15 */
        { "6800f0a0", 0, FLOW_NONE, SP, 0 },           /* ld %f0,160(%r15) */
        { "ed00f0a0001c", 0, FLOW_NONE, SP, 0 },       /* mdb %f0,160(%r15) */
        { "60001000", 0, FLOW_NONE, 0, 0 },            /* std %f0,0(%r1) */
        { "eb01f0a0007a", 0, FLOW_NONE, SP, 0 },       /* agsi 160(%r15),1 */
        { "ba12f0a0", 0, FLOW_NONE, SP, 0 },           /* cs %r1,%r2,160(%r15) */
        { "b278f0a0", 0, FLOW_NONE, SP, 0 },           /* stcke 160(%r15) */
        { "0a01", 0, FLOW_NONE, 0, 0 },                /* svc 1 */
        { "07fe07", 0, FLOW_NONE, 0, 0 },
        { "c0e500", 0, FLOW_NONE, 0, 0 },
    };
    CHECK("s390x", cases);
}

static uint8_t memory[0x200];

static bool read_memory(uint64_t address, uint8_t *to, size_t n)
{
    if (address > sizeof memory || n > sizeof memory - address) {
        return false;
    }
    memcpy(to, memory + address, n);
    return true;
}

void s390x_handlers_are_what_the_new_psws_say(void)
{
    uint64_t values[REGS] = {[REG_MODE] = 1ull << 48};
    const struct arch *arch = arch_find("s390x");
    uint8_t lowcore[0x60] = {0};
    bool asynchronous;

    memset(lowcore, 0xff, 8); /* restart's mask, and no address */
    lowcore[0x1e] = 0x12, lowcore[0x1f] = 0x34; /* external */
    lowcore[0x2d] = 0x11;                       /* supervisor call */
    assert(arch->table_base == 0x1a0 && arch->table_bytes == sizeof lowcore);
    assert(s390x_handler(0x1234, values, lowcore, sizeof lowcore, &asynchronous) && asynchronous);
    assert(s390x_handler(0x110000, values, lowcore, sizeof lowcore, &asynchronous) && !asynchronous);
    assert(!s390x_handler(0x110000, values, lowcore, 0x2f, &asynchronous));
    assert(!s390x_handler(0, values, lowcore, sizeof lowcore, &asynchronous));
    assert(!s390x_handler(0x1234, values, NULL, 0, &asynchronous));
    memcpy(memory + 0x1a0, lowcore, sizeof lowcore);
    memory[0x140 + 15] = 0x42; /* supervisor call's old PSW */
    memory[0x130 + 15] = 0x44; /* external's */
    assert(s390x_resume(0x110000, values, read_memory) == 0x42);
    assert(s390x_resume(0x1234, values, read_memory) == 0x44);
    assert(s390x_resume(0x9999, values, read_memory) == 0);
    memory[0x1d0 + 14] = 0x50, memory[0x8d] = 4; /* a program interruption, of 4 bytes */
    memory[0x8f] = 0x11;
    assert(s390x_broken_off(0x5000, 0x900, values, read_memory) == 0x900);
    memory[0x8f] = 0x05; /* addressing: the old PSW is behind the instruction */
    assert(s390x_broken_off(0x5000, 0x900, values, read_memory) == 0x8fc);
    assert(s390x_broken_off(0x110000, 0x900, values, read_memory) == 0);
    assert(!s390x_has_stack(values, true) && s390x_has_stack(values, false));
    assert(s390x_mode(values).user);
    values[REG_MODE] = 0x0704c00180000000ull;
    assert(!s390x_mode(values).user);
}
