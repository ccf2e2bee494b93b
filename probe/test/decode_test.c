/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the probe knows of each architecture: instructions, modes and handlers.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../arch.h"

/* What else is said of an instruction, beside its flow. */
enum { SP = 1, COND = 2, SETS = 4 };

struct insn_case {
    const char *hex; /* as the bytes lie in memory */
    unsigned isa;
    enum flow flow;
    unsigned also;
    uint64_t target; /* from 0x1000 */
};

static size_t unhex(const char *hex, uint8_t *out)
{
    size_t n = 0;
    unsigned byte;

    while (n < 16 && sscanf(hex, "%2x", &byte) == 1) {
        out[n++] = (uint8_t)byte;
        hex += 2;
    }
    return n;
}

static unsigned also(const struct decoded *d)
{
    return (d->sp_based ? SP : 0u) | (d->conditional ? COND : 0u) | (d->sets_stack ? SETS : 0u);
}

static void check_cases(const char *target, const struct insn_case *cases, size_t n)
{
    const struct arch *arch = arch_find(target);

    assert(arch_known(arch));
    for (size_t i = 0; i < n; i++) {
        uint8_t bytes[16];
        struct decoded d;

        arch->decode(bytes, unhex(cases[i].hex, bytes), 0x1000, cases[i].isa, &d);
        if (d.flow != cases[i].flow || also(&d) != cases[i].also || d.target != cases[i].target) {
            fprintf(stderr, "%s %s: flow %d also %u target %llx\n", target, cases[i].hex, d.flow,
                    also(&d), (unsigned long long)d.target);
            abort();
        }
    }
}

#define CHECK(target, cases) check_cases(target, cases, sizeof cases / sizeof *cases)

static void x86_instructions_are_told_apart(void)
{
    static const struct insn_case cases[] = {
        { "e8fb000000", 1, FLOW_CALL, SP, 0x1100 },
        { "e800000000", 1, FLOW_NONE, SP, 0 },       /* call of the next instruction */
        { "ffd0", 1, FLOW_CALL, 0, 0 },              /* call rax */
        { "ff542408", 1, FLOW_CALL, SP, 0 },         /* call [rsp+8] */
        { "41ff5424f8", 1, FLOW_CALL, 0, 0 },        /* call [r12-8] */
        { "c3", 1, FLOW_RETURN, SP, 0 },
        { "f3c3", 1, FLOW_RETURN, SP, 0 },           /* rep ret */
        { "c21000", 1, FLOW_RETURN, SP, 0 },
        { "48cf", 1, FLOW_TRAP_RETURN, SP, 0 },      /* iretq */
        { "480f07", 1, FLOW_TRAP_RETURN, 0, 0 },     /* sysretq */
        { "4889e0", 1, FLOW_NONE, 0, 0 },            /* mov rax, rsp */
        { "4889c4", 1, FLOW_STACK_SET, 0, 0 },       /* mov rsp, rax */
        { "488ba614000000", 1, FLOW_STACK_SET, 0, 0 }, /* mov rsp, [rsi+20] */
        { "4c8ba614000000", 1, FLOW_NONE, 0, 0 },    /* mov r12, [rsi+20] */
        { "4989c4", 1, FLOW_NONE, 0, 0 },            /* mov r12, rax */
        { "5c", 1, FLOW_STACK_SET, SP, 0 },          /* pop rsp */
        { "415c", 1, FLOW_NONE, SP, 0 },             /* pop r12 */
        { "c9", 1, FLOW_NONE, SP, 0 },               /* leave */
        { "55", 1, FLOW_NONE, SP, 0 },
        { "48894424f8", 1, FLOW_NONE, SP, 0 },       /* mov [rsp-8], rax */
        { "49890424", 1, FLOW_NONE, 0, 0 },          /* mov [r12], rax */
        { "0f29442410", 1, FLOW_NONE, SP, 0 },       /* movaps [rsp+16], xmm0 */
        { "c5fe7f442420", 1, FLOW_NONE, SP, 0 },     /* vmovdqu [rsp+32], ymm0 */
        { "c4c17e7f0424", 1, FLOW_NONE, 0, 0 },      /* vmovdqu [r12], ymm0 */
        { "f348ab", 1, FLOW_NONE, 0, 0 },            /* rep stosq */
        { "0f0118", 1, FLOW_GATES, 0, 0 },           /* lidt [rax] */
        { "0f0110", 1, FLOW_NONE, 0, 0 },            /* lgdt [rax] */
        { "66e8fb00", 0, FLOW_CALL, SP, 0x10ff },    /* 16-bit displacement */
        { "44", 0, FLOW_NONE, 0, 0 },                /* inc esp in 32-bit code */
        { "60", 0, FLOW_NONE, SP, 0 },               /* pusha */
        { "", 1, FLOW_NONE, 0, 0 },
        { "48", 1, FLOW_NONE, 0, 0 },
    };
    static const struct insn_case narrow[] = {
        { "e8fb000000", 0, FLOW_CALL, SP, 0x1100 },
        { "ff5508", 0, FLOW_CALL, 0, 0 },            /* call [ebp+8] */
        { "ff1424", 0, FLOW_CALL, SP, 0 },           /* call [esp] */
        { "c3", 0, FLOW_RETURN, SP, 0 },
        { "cf", 0, FLOW_TRAP_RETURN, SP, 0 },
        { "0f35", 0, FLOW_TRAP_RETURN, 0, 0 },       /* sysexit */
        { "0f34", 0, FLOW_NONE, 0, 0 },              /* sysenter */
        { "89ec", 0, FLOW_STACK_SET, 0, 0 },         /* mov esp, ebp */
        { "8ba2d8030000", 0, FLOW_STACK_SET, 0, 0 }, /* mov esp, [edx+984] */
        { "87dc", 0, FLOW_STACK_SET, 0, 0 },         /* xchg esp, ebx */
        { "894c2404", 0, FLOW_NONE, SP, 0 },         /* mov [esp+4], ecx */
        { "c5fe7f442420", 0, FLOW_NONE, SP, 0 },     /* vmovdqu [esp+32], ymm0 */
        { "c5542408", 0, FLOW_NONE, SP, 0 },         /* lds edx, [esp+8] */
        { "0f011d00000000", 0, FLOW_GATES, 0, 0 },   /* lidt */
    };
    CHECK("x86_64", cases);
    CHECK("i386", narrow);
}

static void arm64_instructions_are_told_apart(void)
{
    static const struct insn_case cases[] = {
        { "40000094", 0, FLOW_CALL, 0, 0x1100 },  /* bl +0x100 */
        { "c0ffff97", 0, FLOW_CALL, 0, 0xf00 },   /* bl -0x100 */
        { "00013fd6", 0, FLOW_CALL, 0, 0 },       /* blr x8 */
        { "c0035fd6", 0, FLOW_RETURN, 0, 0 },     /* ret */
        { "80035fd6", 0, FLOW_RETURN, 0, 0 },     /* ret x28 */
        { "ff0b5fd6", 0, FLOW_RETURN, 0, 0 },     /* retaa */
        { "c0031fd6", 0, FLOW_RETURN, 0, 0 },     /* br x30 */
        { "20021fd6", 0, FLOW_NONE, 0, 0 },       /* br x17 */
        { "e0039fd6", 0, FLOW_TRAP_RETURN, 0, 0 },
        { "3f010091", 0, FLOW_STACK_SET, 0, 0 },  /* mov sp, x9 */
        { "bf030091", 0, FLOW_STACK_SET, 0, 0 },  /* mov sp, x29 */
        { "ff830091", 0, FLOW_NONE, 0, 0 },       /* add sp, sp, #0x20 */
        { "fd7bbea9", 0, FLOW_NONE, SP, 0 },      /* stp x29, x30, [sp, #-32]! */
        { "e00700f9", 0, FLOW_NONE, SP, 0 },      /* str x0, [sp, #8] */
        { "200400f9", 0, FLOW_NONE, 0, 0 },       /* str x0, [x1, #8] */
        { "ff070058", 0, FLOW_NONE, 0, 0 },       /* ldr xzr, literal */
    };
    CHECK("aarch64", cases);
}

static void arm_instructions_are_told_apart(void)
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

static void gates_are_read_from_either_kind_of_table(void)
{
    uint8_t table[32] = { 0x34, 0x12, 0x10, 0, 0, 0x8e, 0xcd, 0xab, 0xff, 0xff, 0xff, 0xff };
    uint64_t values[REGS] = {[REG_MODE] = 3, [REG_VECTORS] = 1};
    struct machine_mode mode = x86_mode(values);
    bool asynchronous;

    assert(x86_gate(table, sizeof table, 0, true) == 0xffffffffabcd1234ull);
    assert(x86_gate(table, sizeof table, 0, false) == 0xabcd1234u);
    assert(x86_gate(table, sizeof table, 1, true) == 0);  /* not present */
    assert(x86_gate(table, sizeof table, 2, true) == 0);  /* beyond the end */
    assert(mode.user && mode.isa == 0 && !mode.segmented); /* without EFER: 32-bit */
    assert(x86_handler(0xabcd1234u, values, table, sizeof table, &asynchronous) && !asynchronous);
    assert(!x86_handler(0xabcd1235u, values, table, sizeof table, &asynchronous));
}

static void arm_has_vectors_low_high_or_where_vbar_says(void)
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
    values[REG_EXTRA] = 1u << 13;
    assert(arm_handler(0xffff001cu, values, NULL, 0, &asynchronous) && asynchronous);
    assert(!arm_handler(8, values, NULL, 0, &asynchronous));
    values[REG_EXTRA] = 0;
    values[REG_VECTORS] = 0xc0100000u;
    assert(arm_handler(0xc0100010u, values, NULL, 0, &asynchronous) && !asynchronous);
}

/* Any bytes of any length are decoded, and nothing beyond them is looked at. */
static void no_bytes_are_too_strange(void)
{
    static const char *targets[] = { "x86_64", "i386", "aarch64", "arm", "no such target" };
    uint64_t seed = 0x9e3779b97f4a7c15ull;

    for (unsigned round = 0; round < 400000; round++) {
        uint8_t *bytes, random[24];
        struct decoded d;
        size_t n;

        for (unsigned i = 0; i < sizeof random; i++) {
            seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
            random[i] = (uint8_t)(seed >> 24);
        }
        n = random[16] % 4 ? 2u * (1 + random[17] % 3) : random[17] % 17;
        bytes = malloc(n ? n : 1); /* of just that length, so that ASan sees what is beyond */
        assert(bytes);
        memcpy(bytes, random, n);
        for (unsigned t = 0; t < sizeof targets / sizeof *targets; t++) {
            arch_find(targets[t])->decode(bytes, n, seed, random[18] & 1, &d);
            assert(d.flow <= FLOW_GATES && (!d.target || d.flow == FLOW_CALL));
            assert(!d.conditional || d.flow != FLOW_NONE);
            assert(!d.sets_stack || d.flow == FLOW_RETURN);
        }
        free(bytes);
    }
}

/* "decode TARGET ISA": hex bytes of an instruction a line in, its class out; for comparison
 * with a disassembler. */
static int decode_lines(const char *target, unsigned isa)
{
    const struct arch *arch = arch_find(target);
    char line[128];

    while (fgets(line, sizeof line, stdin)) {
        uint8_t bytes[16];
        struct decoded d;

        arch->decode(bytes, unhex(line, bytes), 0, isa, &d);
        printf("%s%s %s\n", d.conditional && d.flow <= FLOW_TRAP_RETURN ? "?" : "",
               d.flow == FLOW_CALL          ? "call"
               : d.flow == FLOW_RETURN      ? "return"
               : d.flow == FLOW_TRAP_RETURN ? "leave"
                                            : "other",
               d.sp_based ? "sp" : "-");
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && !strcmp(argv[1], "decode")) {
        return decode_lines(argv[2], (unsigned)strtoul(argv[3], NULL, 10));
    }
    x86_instructions_are_told_apart();
    arm64_instructions_are_told_apart();
    arm_instructions_are_told_apart();
    gates_are_read_from_either_kind_of_table();
    arm_has_vectors_low_high_or_where_vbar_says();
    no_bytes_are_too_strange();
    printf("decode_test: 6 passed, 0 failed\n");
    return 0;
}
