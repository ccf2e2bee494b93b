/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls that are not one call instruction and its return: tail calls, function pointers,
 * retpolines, another instruction set, longjmp over several frames.
 */
#include "machine.h"

#include <setjmp.h>

#define N 96

static uint8_t source[N];

typedef uintptr_t(W_ABI *leaf_function)(volatile uint8_t *to, const uint8_t *from, uintptr_t n);

#if W_X86
#define JUMP "jmp"
#elif defined(__riscv)
#define JUMP "tail"
#elif defined(__s390x__)
#define JUMP "jg"
#elif defined(__thumb__)
#define JUMP "b.w"
#else
#define JUMP "b"
#endif
#ifdef __thumb__
#define THUMB_FUNCTION ".thumb_func\n"
#else
#define THUMB_FUNCTION ""
#endif

#define ASM_FUNCTION(name, body)                                                                  \
    __asm__(".text\n.balign 16\n.globl " #name "\n.hidden " #name "\n.type " #name                \
            ", %function\n" THUMB_FUNCTION #name ":\n\t" body "\n.size " #name ", . - " #name     \
            "\n")

/* Three jumps, then the leaf, whose caller is who called the first of them. */

W_LEAF(tail_end)
W_HIDDEN uintptr_t W_ABI w_tail_leaf(volatile uint8_t *to, const uint8_t *from, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        uint8_t value = from[i];

        W_THROUGH(value);
        to[i] = value;
    }
    return W_RA();
}
ASM_FUNCTION(w_tail_first, JUMP " w_tail_second");
ASM_FUNCTION(w_tail_third, JUMP " w_tail_leaf");
ASM_FUNCTION(w_tail_second, JUMP " w_tail_third");
uintptr_t W_ABI w_tail_first(volatile uint8_t *to, const uint8_t *from, uintptr_t n);

static void keep(const char *name, uintptr_t lo, uintptr_t hi, uintptr_t ra, uintptr_t next,
                 uintptr_t further, uint8_t *buf, size_t n, uint32_t seed)
{
    w_keep(&(struct w_truth){.name = name,
                             .lo = lo,
                             .hi = hi,
                             .callers = {ra, next, further},
                             W_STORED(buf, n),
                             .seed = seed});
}

#define KEEP(title, leaf, ra, buf)                                                                \
    keep(title, (uintptr_t)__start_w_##leaf, (uintptr_t)__stop_w_##leaf, ra, W_RA(), w_main_ra,   \
         buf, N, seed)

static uint32_t filled(void)
{
    uint32_t seed = w_seed();

    w_pattern(source, seed, N);
    return seed;
}

W_NOIPA void case_tail_call(void)
{
    uint8_t *jumped = w_buffer(N), *called = w_buffer(N);
    uint32_t seed = filled();
    uintptr_t ra = w_tail_first(jumped, source, N);

    KEEP("tail-call", tail_end, ra, jumped);
    seed = filled();
    ra = w_tail_leaf(called, source, N);
    KEEP("tail-call-none", tail_end, ra, called);
}

W_COPY_LEAF(indirect_one)
W_COPY_LEAF(indirect_two)

W_NOIPA void case_indirect(void)
{
    static leaf_function volatile leaves[] = {indirect_one, indirect_two};
    uint8_t *one = w_buffer(N), *two = w_buffer(N), *direct = w_buffer(N);
    uint32_t seeds[2] = {w_seed(), w_seed()};
    uint32_t seed;
    uintptr_t ra[2];

    for (unsigned i = 0; i < 2; i++) { /* one call instruction, two leaves */
        w_pattern(source, seeds[i], N);
        ra[i] = leaves[i](i ? two : one, source, N);
    }
    seed = seeds[0];
    KEEP("indirect-1", indirect_one, ra[0], one);
    seed = seeds[1];
    KEEP("indirect-2", indirect_two, ra[1], two);
    seed = filled();
    ra[0] = indirect_one(direct, source, N);
    KEEP("indirect-none", indirect_one, ra[0], direct);
}

#if W_X86 || defined(__s390x__)

W_COPY_LEAF(retpoline_leaf)

#if defined(__x86_64__)
ASM_FUNCTION(w_retpoline, "call 1f\n2:\tpause\n\tlfence\n\tjmp 2b\n\t.balign 16\n"
                          "1:\tmovq %r11, (%rsp)\n\tret");
#elif defined(__i386__)
ASM_FUNCTION(w_retpoline, "call 1f\n2:\tpause\n\tlfence\n\tjmp 2b\n\t.balign 16\n"
                          "1:\tmovl %esi, (%esp)\n\tret");
#else
ASM_FUNCTION(w_retpoline, "exrl %r0, 1f\n2:\tj 2b\n1:\tbr %r1");
#endif

/* What a compiler makes of a call through a pointer when it is told not to branch indirectly. */
static uintptr_t through_retpoline(leaf_function leaf, uint8_t *to, const uint8_t *from,
                                   uintptr_t n)
{
    uintptr_t ra;
#if defined(__x86_64__)
    register leaf_function target __asm__("r11") = leaf;

    __asm__ volatile("call w_retpoline"
                     : "=a"(ra), "+r"(target), "+D"(to), "+S"(from), "+d"(n)
                     :
                     : "memory", "cc", "rcx", "r8", "r9", "r10");
#elif defined(__i386__)
    __asm__ volatile("call w_retpoline"
                     : "=a"(ra), "+d"(from), "+c"(n), "+S"(leaf)
                     : "0"(to)
                     : "memory", "cc");
#else
    register uintptr_t r2 __asm__("r2") = (uintptr_t)to;
    register const uint8_t *r3 __asm__("r3") = from;
    register uintptr_t r4 __asm__("r4") = n;
    register leaf_function r1 __asm__("r1") = leaf;

    __asm__ volatile("brasl %%r14, w_retpoline"
                     : "+d"(r2), "+d"(r3), "+d"(r4), "+d"(r1)
                     :
                     : "memory", "cc", "r0", "r5", "r14", "f0", "f1", "f2", "f3", "f4", "f5", "f6",
                       "f7");
    ra = r2;
#endif
    return ra;
}

W_NOIPA void case_retpoline(void)
{
    uint8_t *one = w_buffer(N), *two = w_buffer(N);
    uint32_t seed = filled();
    uintptr_t ra = through_retpoline(retpoline_leaf, one, source, N);

    KEEP("retpoline", retpoline_leaf, ra, one);
    seed = filled();
    ra = retpoline_leaf(two, source, N);
    KEEP("retpoline-none", retpoline_leaf, ra, two);
}

#else

W_NOIPA void case_retpoline(void)
{
}

#endif

#ifdef __arm__

/* A leaf in the instruction set that the rest is not in. */
#ifdef __thumb__
#define OTHER "arm"
#else
#define OTHER "thumb"
#endif
W_LEAF(interwork_leaf)
__attribute__((target(OTHER))) static uintptr_t interwork_leaf(volatile uint8_t *to,
                                                               const uint8_t *from, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        uint8_t value = from[i];

        W_THROUGH(value);
        to[i] = value;
    }
    return W_RA();
}

static uintptr_t other_ra;

W_NOIPA __attribute__((target(OTHER))) static uintptr_t other(uint8_t *to)
{
    other_ra = W_RA();
    return interwork_leaf(to, source, N);
}

W_NOIPA void case_interwork(void)
{
    uint8_t *to = w_buffer(N), *through = w_buffer(N);
    uint32_t seed = filled();
    uintptr_t ra = interwork_leaf(to, source, N);

    KEEP("interwork", interwork_leaf, ra, to);
    seed = filled();
    ra = other(through);
    keep("interwork-both", (uintptr_t)__start_w_interwork_leaf, (uintptr_t)__stop_w_interwork_leaf,
         ra, other_ra, W_RA(), through, N, seed);
}

#else

W_NOIPA void case_interwork(void)
{
}

#endif

W_COPY_LEAF(longjmp_leaf)

#define ROUNDS 8

static jmp_buf back;
static volatile bool leave = true;
static uintptr_t inner_ra, inner_caller_ra;

W_NOIPA static void inner(uint8_t *to, unsigned depth)
{
    if (depth) {
        inner(to, depth - 1);
        __asm__ volatile("");
        return;
    }
    inner_caller_ra = W_RA();
    inner_ra = longjmp_leaf(to, source, N / ROUNDS);
    if (leave)
        longjmp(back, 1);
}

/* Leaves several frames without a return, then writes through a callee of its own. */
W_NOIPA void case_longjmp(void)
{
    static volatile unsigned round;
    static uint8_t *inside, *outside;
    static uint32_t seeds[2];
    static uintptr_t ra;
    const size_t part = N / ROUNDS;

    inside = w_buffer(N);
    outside = w_buffer(N);
    seeds[0] = w_seed();
    seeds[1] = w_seed();
    for (round = 0; round < ROUNDS; round++) {
        if (!setjmp(back)) {
            w_pattern(source, seeds[0] + round * part, part);
            inner(inside + round * part, 3 + round % 2);
        }
        w_pattern(source, seeds[1] + round * part, part);
        ra = longjmp_leaf(outside + round * part, source, part);
    }
    keep("longjmp-inside", (uintptr_t)__start_w_longjmp_leaf, (uintptr_t)__stop_w_longjmp_leaf,
         inner_ra, inner_caller_ra, inner_caller_ra, inside, N, seeds[0]);
    keep("longjmp-outside", (uintptr_t)__start_w_longjmp_leaf, (uintptr_t)__stop_w_longjmp_leaf,
         ra, W_RA(), w_main_ra, outside, N, seeds[1]);
}
