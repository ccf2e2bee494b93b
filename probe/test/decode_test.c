/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the probe knows of each architecture: instructions, modes and handlers.
 */
#include "decode_test.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    return (d->sp_based || d->sp_stores || d->sp_loads ? SP : 0u) | (d->conditional ? COND : 0u) | (d->sets_stack ? SETS : 0u) |
           (d->may_return ? MAY : 0u);
}

void check_cases(const char *target, const struct insn_case *cases, size_t n)
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

static void x86_instructions_are_told_apart(void)
{
    static const struct insn_case cases[] = {
        { "e8fb000000", 1, FLOW_CALL, SP, 0x1100 },
        { "e800000000", 1, FLOW_NONE, SP, 0 },       /* call of the next instruction */
        { "ffd0", 1, FLOW_CALL, SP, 0 },              /* call rax */
        { "ff542408", 1, FLOW_CALL, SP, 0 },         /* call [rsp+8] */
        { "41ff5424f8", 1, FLOW_CALL, SP, 0 },        /* call [r12-8] */
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
        { "ff5508", 0, FLOW_CALL, SP, 0 },            /* call [ebp+8] */
        { "ff1424", 0, FLOW_CALL, SP, 0 },           /* call [esp] */
        { "c3", 0, FLOW_RETURN, SP, 0 },
        { "cf", 0, FLOW_TRAP_RETURN, SP, 0 },
        { "0f35", 0, FLOW_TRAP_RETURN, 0, 0 },       /* sysexit */
        { "0f34", 0, FLOW_SYSENTER, 0, 0 },            /* sysenter */
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
        { "ff63258b", 0, FLOW_STACK_MOVED, 0, 0 },/* add sp, sp, x5 */
        { "23740bd5", 0, FLOW_ZERO_BLOCK, 0, 0 }, /* dc zva, x3 */
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

/* Any bytes of any length are decoded, and nothing beyond them is looked at. */
static void no_bytes_are_too_strange(void)
{
    static const char *targets[] = { "x86_64", "i386", "aarch64", "arm", "riscv64", "s390x",
                                     "no such target" };
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
            assert(!d.may_return || d.flow == FLOW_NONE);
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
               d.sp_based || d.sp_stores || d.sp_loads ? "sp" : "-");
    }
    return 0;
}

static void arm64_counts_what_ends_its_block_and_not_what_faults_in_it(void)
{
    uint64_t values[REGS] = {[REG_CAUSE] = 0x92000047}; /* a user's store to no page */

    assert(arm64_broken_off(0, 0x500, values, NULL) == 0x500);
    values[REG_CAUSE] = 0x96000004; /* the kernel's */
    assert(arm64_broken_off(0, 0x500, values, NULL) == 0x500);
    values[REG_CAUSE] = 0xf2000800; /* brk */
    assert(arm64_broken_off(0, 0x500, values, NULL) == 0);
    values[REG_CAUSE] = 0x02000000; /* an unknown instruction */
    assert(arm64_broken_off(0, 0x500, values, NULL) == 0);
}

int main(int argc, char **argv)
{
    if (argc == 4 && !strcmp(argv[1], "decode")) {
        return decode_lines(argv[2], (unsigned)strtoul(argv[3], NULL, 10));
    }
    x86_instructions_are_told_apart();
    arm64_instructions_are_told_apart();
    arm_instructions_are_told_apart();
    riscv_instructions_are_told_apart();
    s390x_instructions_are_told_apart();
    gates_are_read_from_either_kind_of_table();
    arm_has_vectors_low_high_or_where_vbar_says();
    riscv_asks_the_cause_at_each_entry();
    s390x_handlers_are_what_the_new_psws_say();
    arm64_counts_what_ends_its_block_and_not_what_faults_in_it();
    no_bytes_are_too_strange();
    printf("decode_test: 11 passed, 0 failed\n");
    return 0;
}
