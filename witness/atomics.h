/* SPDX-License-Identifier: Apache-2.0
 *
 * The second half of atomics.c: what each architecture has.
 */

#if W_X86

ONE(xadd_4, 32, "+r", "lock xaddl %[operand], (%[slot])")
ONE(xchg_4, 32, "+r", "xchgl %[operand], (%[slot])")
ONE(cmpxchg_4, 32, "+a", "lock cmpxchgl %[operand], (%[slot])")
#ifdef __x86_64__
ONE(xadd_8, 64, "+r", "lock xaddq %[operand], (%[slot])")
ONE(xchg_8, 64, "+r", "xchgq %[operand], (%[slot])")
ONE(cmpxchg_8, 64, "+a", "lock cmpxchgq %[operand], (%[slot])")
#define WORD uint64_t
#define CMPXCHG_WIDE "lock cmpxchg16b (%[slot])"
#else
#define WORD uint32_t
#define CMPXCHG_WIDE "lock cmpxchg8b (%[slot])"
#endif

W_LABELS(cmpxchg_wide);
W_NOIPA static uintptr_t W_ABI cmpxchg_wide(struct changes *c)
{
    for (uintptr_t i = 0; i < c->n; i++) {
        const WORD *expected = (const WORD *)c->expected + 2 * i;
        const WORD *operand = (const WORD *)c->operands + 2 * i;
        WORD low = expected[0], high = expected[1];

        __asm__ volatile(W_ONE(cmpxchg_wide, CMPXCHG_WIDE)
                         : "+a"(low), "+d"(high)
                         : "b"(operand[0]), "c"(operand[1]), [slot] "S"((WORD *)c->slots + 2 * i)
                         : "memory", "cc");
    }
    return W_RA();
}

static inline __attribute__((always_inline)) void machine_atomics(uintptr_t ra)
{
    changed(RMW("add-4", xadd_4, 4, true, true), ra);
    changed(RMW("exchange-4", xchg_4, 4, false, true), ra);
    changed(RMW("compare-4", cmpxchg_4, 4, false, true), ra);
#ifdef __x86_64__
    changed(RMW("add-8", xadd_8, 8, true, true), ra);
    changed(RMW("exchange-8", xchg_8, 8, false, true), ra);
    changed(RMW("compare-8", cmpxchg_8, 8, false, true), ra);
    if (w_cpuid_ecx(13))
        changed(RMW("compare-16", cmpxchg_wide, 16, false, false), ra);
#else
    if (w_cpuid_edx(8))
        changed(RMW("compare-8", cmpxchg_wide, 8, false, true), ra);
#endif
}

#elif defined(__aarch64__)

#define HWCAP_BIT_ATOMICS 8
#define LSE(text) ".arch_extension lse\n\t" text

PAIR(exclusive_4, 32, "ldxr %w[old], [%[slot]]", "stxr %w[fail], %w[operand], [%[slot]]",
     "add %[tries], %[tries], #1", "cbnz %w[fail], 1b", "memory")
PAIR(exclusive_8, 64, "ldxr %[old], [%[slot]]", "stxr %w[fail], %[operand], [%[slot]]",
     "add %[tries], %[tries], #1", "cbnz %w[fail], 1b", "memory")
WIDE_PAIR(exclusive_16, 16, "ldp x9, x10, [%[from]]", "ldxp x11, x12, [%[slot]]",
          "stxp %w[fail], x9, x10, [%[slot]]", "add %[tries], %[tries], #1", "cbnz %w[fail], 1b",
          "memory", "x9", "x10", "x11", "x12")
ONE(ldadd_4, 32, "+r", LSE("ldadd %w[operand], %w[operand], [%[slot]]"))
ONE(swp_4, 32, "+r", LSE("swp %w[operand], %w[operand], [%[slot]]"))
ONE(cas_4, 32, "+r", LSE("cas %w[expected], %w[operand], [%[slot]]"))
ONE(ldadd_8, 64, "+r", LSE("ldadd %[operand], %[operand], [%[slot]]"))
ONE(swp_8, 64, "+r", LSE("swp %[operand], %[operand], [%[slot]]"))
ONE(cas_8, 64, "+r", LSE("cas %[expected], %[operand], [%[slot]]"))

W_LABELS(casp);
W_NOIPA static uintptr_t W_ABI casp(struct changes *c)
{
    for (uintptr_t i = 0; i < c->n; i++)
        __asm__ volatile("ldp x10, x11, [%[expected]]\n\tldp x12, x13, [%[operand]]\n\t" W_ONE(
                             casp, LSE("casp x10, x11, x12, x13, [%[slot]]"))
                         :
                         : [slot] "r"(c->slots + 16 * i), [expected] "r"(c->expected + 16 * i),
                           [operand] "r"(c->operands + 16 * i)
                         : "memory", "x10", "x11", "x12", "x13");
    return W_RA();
}

static inline __attribute__((always_inline)) void machine_atomics(uintptr_t ra)
{
    changed(RMW_PAIR("exclusive-4", exclusive_4, 4, true), ra);
    changed(RMW_PAIR("exclusive-8", exclusive_8, 8, true), ra);
    changed(RMW_PAIR("exclusive-16", exclusive_16, 16, false), ra);
    if (!w_hwcap(HWCAP_BIT_ATOMICS))
        return;
    changed(RMW("add-4", ldadd_4, 4, true, true), ra);
    changed(RMW("exchange-4", swp_4, 4, false, true), ra);
    changed(RMW("compare-4", cas_4, 4, false, true), ra);
    changed(RMW("add-8", ldadd_8, 8, true, true), ra);
    changed(RMW("exchange-8", swp_8, 8, false, true), ra);
    changed(RMW("compare-8", cas_8, 8, false, true), ra);
    changed(RMW("compare-16", casp, 16, false, false), ra);
}

#elif defined(__arm__)

/* ldrexd is ARMv6K's, as every ARMv6 is that today's Linux runs on. */
PAIR(exclusive_4, 32, "ldrex %[old], [%[slot]]", "strex %[fail], %[operand], [%[slot]]",
     "add %[tries], %[tries], #1", "cmp %[fail], #0\n\tbne 1b", "memory", "cc")
#ifdef __thumb__
#define V6K
#else
#define V6K ".arch armv6k\n\t"
#endif
WIDE_PAIR(exclusive_8, 8, V6K "ldrd r4, r5, [%[from]]", "ldrexd r8, r9, [%[slot]]",
          "strexd %[fail], r4, r5, [%[slot]]", "add %[tries], %[tries], #1",
          "cmp %[fail], #0\n\tbne 1b", "memory", "cc", "r4", "r5", "r8", "r9")

static inline __attribute__((always_inline)) void machine_atomics(uintptr_t ra)
{
    changed(RMW_PAIR("exclusive-4", exclusive_4, 4, true), ra);
    changed(RMW_PAIR("exclusive-8", exclusive_8, 8, false), ra);
}

#elif defined(__riscv)

PAIR(reserved_4, 32, "lr.w %[old], (%[slot])", "sc.w %[fail], %[operand], (%[slot])",
     "addi %[tries], %[tries], 1", "bnez %[fail], 1b", "memory")
PAIR(reserved_8, 64, "lr.d %[old], (%[slot])", "sc.d %[fail], %[operand], (%[slot])",
     "addi %[tries], %[tries], 1", "bnez %[fail], 1b", "memory")
ONE(amoadd_4, 32, "+r", "amoadd.w %[operand], %[operand], (%[slot])")
ONE(amoswap_4, 32, "+r", "amoswap.w %[operand], %[operand], (%[slot])")
ONE(amoadd_8, 64, "+r", "amoadd.d %[operand], %[operand], (%[slot])")
ONE(amoswap_8, 64, "+r", "amoswap.d %[operand], %[operand], (%[slot])")

static inline __attribute__((always_inline)) void machine_atomics(uintptr_t ra)
{
    changed(RMW_PAIR("reserved-4", reserved_4, 4, true), ra);
    changed(RMW_PAIR("reserved-8", reserved_8, 8, true), ra);
    changed(RMW("add-4", amoadd_4, 4, true, true), ra);
    changed(RMW("exchange-4", amoswap_4, 4, false, true), ra);
    changed(RMW("add-8", amoadd_8, 8, true, true), ra);
    changed(RMW("exchange-8", amoswap_8, 8, false, true), ra);
}

#elif defined(__s390x__)

#define Z196(text) ".machine push\n.machine z196\n\t" text "\n.machine pop"

ONE(laa_4, 32, "+r", Z196("laa %[operand], %[operand], 0(%[slot])"))
ONE(laa_8, 64, "+r", Z196("laag %[operand], %[operand], 0(%[slot])"))
ONE(cs_4, 32, "+r", "cs %[expected], %[operand], 0(%[slot])")
ONE(cs_8, 64, "+r", "csg %[expected], %[operand], 0(%[slot])")

W_LABELS(cdsg);
W_NOIPA static uintptr_t W_ABI cdsg(struct changes *c)
{
    for (uintptr_t i = 0; i < c->n; i++)
        __asm__ volatile(
            "lmg %%r6, %%r7, 0(%[expected])\n\tlmg %%r8, %%r9, 0(%[operand])\n\t" W_ONE(
                cdsg, "cdsg %%r6, %%r8, 0(%[slot])")
            :
            : [slot] "a"(c->slots + 16 * i), [expected] "a"(c->expected + 16 * i),
              [operand] "a"(c->operands + 16 * i)
            : "memory", "cc", "r6", "r7", "r8", "r9");
    return W_RA();
}

static inline __attribute__((always_inline)) void machine_atomics(uintptr_t ra)
{
    changed(RMW("add-4", laa_4, 4, true, true), ra);
    changed(RMW("add-8", laa_8, 8, true, true), ra);
    changed(RMW("compare-4", cs_4, 4, false, true), ra);
    changed(RMW("compare-8", cs_8, 8, false, true), ra);
    changed(RMW("compare-16", cdsg, 16, false, false), ra);
}

#endif
