/* SPDX-License-Identifier: Apache-2.0
 *
 * Vectors and pairs. How many accesses one of them is, the architecture leaves open in most cases;
 * then only the bytes are claimed.
 */
#include "machine.h"

#define N 32

#define COPY(name, title, bytes, claimed)                                                         \
    static const struct w_copy copy_##name = {"wide-" title "-load",                              \
                                              "wide-" title "-store",                             \
                                              W_COPY_BOUNDS(name),                                \
                                              .unit = bytes,                                      \
                                              .stride = bytes,                                    \
                                              .accesses = claimed,                                \
                                              .n = N};

#define LEAF(name, title, bytes, claimed, load, store, ...)                                       \
    W_COPY(name, bytes, "", load, store, "", __VA_ARGS__)                                         \
    COPY(name, title, bytes, claimed)

#define DO(name) w_copied(&copy_##name, w_buffer(N * 64), w_buffer(N * 64), W_RA())

#if W_X86

/* Where the compiler is not to use vectors it knows of no clobbers of them either. */
#ifdef __SSE2__
#define CLOBBERS "memory", "xmm0"
#else
#define CLOBBERS "memory"
#endif

LEAF(sse, "sse", 16, 0, "movdqu (%[from]), %%xmm0", "movdqu %%xmm0, (%[to])", CLOBBERS)
LEAF(sse_low, "sse-low", 8, 1, "movq (%[from]), %%xmm0", "movq %%xmm0, (%[to])", CLOBBERS)
LEAF(avx, "avx", 32, 0, "vmovdqu (%[from]), %%ymm0", "vmovdqu %%ymm0, (%[to])", CLOBBERS)
W_COPY(x87, 8, "", "fildll (%[from])", "fistpll (%[to])", "", "memory", "st")
COPY(x87, "x87", 8, 1)

static bool ymm_enabled(void)
{
    unsigned low, high;

    if (!w_cpuid_ecx(27) || !w_cpuid_ecx(28))
        return false;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & 6) == 6;
}

W_NOIPA void case_wide(void)
{
    DO(x87);
    if (w_cpuid_edx(26)) {
        DO(sse_low);
        DO(sse);
    }
    if (ymm_enabled())
        DO(avx);
}

#elif defined(__aarch64__)

LEAF(pair32, "pair-4", 8, 0, "ldp w9, w10, [%[from]]", "stp w9, w10, [%[to]]", "memory", "x9",
     "x10")
LEAF(pair64, "pair-8", 16, 0, "ldp x9, x10, [%[from]]", "stp x9, x10, [%[to]]", "memory", "x9",
     "x10")
LEAF(vector, "vector", 16, 0, "ldr q0, [%[from]]", "str q0, [%[to]]", "memory", "v0")
LEAF(vectors, "vector-pair", 32, 0, "ldp q0, q1, [%[from]]", "stp q0, q1, [%[to]]", "memory", "v0",
     "v1")
LEAF(structure, "vector-list", 64, 0, "ld1 {v0.16b-v3.16b}, [%[from]]",
     "st1 {v0.16b-v3.16b}, [%[to]]", "memory", "v0", "v1", "v2", "v3")

W_NOIPA void case_wide(void)
{
    DO(pair32);
    DO(pair64);
    DO(vector);
    DO(vectors);
    DO(structure);
}

#elif defined(__arm__)

LEAF(multiple, "multiple", 16, 4, "ldm %[from], {r4, r5, r6, r8}", "stm %[to], {r4, r5, r6, r8}",
     "memory", "r4", "r5", "r6", "r8")
LEAF(pair, "pair-4", 8, 0, "ldrd r4, r5, [%[from]]", "strd r4, r5, [%[to]]", "memory", "r4", "r5")
#ifdef __VFP_FP__
#if !defined(__SOFTFP__)
LEAF(vfp, "vfp", 8, 0, "vldr d0, [%[from]]", "vstr d0, [%[to]]", "memory", "d0")
LEAF(vfps, "vfp-multiple", 32, 0, "vldmia %[from], {d0-d3}", "vstmia %[to], {d0-d3}", "memory",
     "d0", "d1", "d2", "d3")
#define VFP 1
#endif
#endif

W_NOIPA void case_wide(void)
{
    DO(multiple);
    DO(pair);
#ifdef VFP
    DO(vfp);
    DO(vfps);
#endif
}

#elif defined(__riscv)

LEAF(fp64, "double", 8, 1, "fld fa0, 0(%[from])", "fsd fa0, 0(%[to])", "memory", "fa0")
LEAF(fp32, "float", 4, 1, "flw fa0, 0(%[from])", "fsw fa0, 0(%[to])", "memory", "fa0")

W_NOIPA void case_wide(void)
{
    DO(fp64);
    DO(fp32);
}

#elif defined(__s390x__)

#define HWCAP_BIT_VXRS 11

/* Two registers: in which order a load of more accesses them is left open too, and QEMU begins with
 * the first and the last. */
LEAF(multiple, "multiple", 16, 0, "lmg %%r6, %%r7, 0(%[from])", "stmg %%r6, %%r7, 0(%[to])",
     "memory", "r6", "r7")
LEAF(fp64, "double", 8, 1, "ld %%f0, 0(%[from])", "std %%f0, 0(%[to])", "memory", "f0")
LEAF(pair, "pair-8", 16, 0, "lpq %%r8, 0(%[from])", "stpq %%r8, 0(%[to])", "memory", "r8", "r9")
LEAF(vector, "vector", 16, 0, ".machine push\n.machine z13\nvl %%v0, 0(%[from])\n.machine pop",
     ".machine push\n.machine z13\nvst %%v0, 0(%[to])\n.machine pop", "memory", "f0")

W_NOIPA void case_wide(void)
{
    DO(multiple);
    DO(fp64);
    DO(pair);
    if (w_hwcap(HWCAP_BIT_VXRS))
        DO(vector);
}

#endif
