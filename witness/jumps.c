/* SPDX-License-Identifier: Apache-2.0
 *
 * Code that is entered in its middle: every other time by a computed jump, else straight on; on x86
 * the jump is a push and a return, and the address is found by a call that never returns.
 */
#include "machine.h"

#define N 64

/* Jumps to local label 1, or falls through to it if [odd] is 0. [where] is a free register. */
#if defined(__x86_64__)
#define TO_MIDDLE                                                                                 \
    "test %[odd], %[odd]\n\tjz 2f\n\tleaq 1f(%%rip), %[where]\n\tpushq %[where]\n\tret\n"         \
    "2:\tnop\n\tnop\n1:\t"
#define CALL_NEXT "call 3f\n3:\tpopq %[where]\n\t"
#elif defined(__i386__)
#define TO_MIDDLE                                                                                 \
    "test %[odd], %[odd]\n\tjz 2f\n\tcall 3f\n3:\tpopl %[where]\n\taddl $(1f-3b), %[where]\n\t"   \
    "pushl %[where]\n\tret\n2:\tnop\n\tnop\n1:\t"
#define CALL_NEXT "call 3f\n3:\tpopl %[where]\n\t"
#elif defined(__aarch64__)
#define TO_MIDDLE "cbz %[odd], 2f\n\tadr %[where], 1f\n\tbr %[where]\n2:\tnop\n\tnop\n1:\t"
#elif defined(__thumb__)
#define TO_MIDDLE                                                                                 \
    "cmp %[odd], #0\n\tbeq 2f\n\tadr %[where], 1f\n\tadd %[where], %[where], #1\n\t"              \
    "bx %[where]\n\t.balign 4\n2:\tnop\n\tnop\n\t.balign 4\n1:\t"
#elif defined(__arm__)
#define TO_MIDDLE                                                                                 \
    "cmp %[odd], #0\n\tbeq 2f\n\tadr %[where], 1f\n\tbx %[where]\n2:\tnop\n\tnop\n1:\t"
#elif defined(__riscv)
/* t0 is a link register of the calling convention too, so this looks like a return. */
#define TO_MIDDLE "beqz %[odd], 2f\n\tlla t0, 1f\n\tjr t0\n2:\tnop\n\tnop\n1:\t"
#elif defined(__s390x__)
#define TO_MIDDLE                                                                                 \
    "ltgr %[odd], %[odd]\n\tje 2f\n\tlarl %[where], 1f\n\tbr %[where]\n2:\tnopr\n\tnopr\n1:\t"
#endif
#if defined(__riscv)
#define CLOBBERS "memory", "t0"
#else
#define CLOBBERS "memory", "cc"
#endif
#if defined(__s390x__)
#define WHERE "=&a"
#else
#define WHERE "=&r"
#endif

W_LABELS(middle);
W_NOIPA static uintptr_t W_ABI middle(uint8_t *to, const uint8_t *from, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        uintptr_t value = from[i], where;

        __asm__ volatile(TO_MIDDLE W_ONE(middle, W_STORE8)
                         : [value] W_IN_OUT(value), [where] WHERE(where)
                         : [to] W_ADDRESS(to + i), [odd] "r"(i & 1)
                         : CLOBBERS);
    }
    return W_RA();
}

#ifdef CALL_NEXT
W_LABELS(call_next);
W_NOIPA static uintptr_t W_ABI call_next(uint8_t *to, const uint8_t *from, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        uintptr_t value = from[i], where;

        __asm__ volatile(CALL_NEXT W_ONE(call_next, W_STORE8)
                         : [value] W_IN_OUT(value), [where] WHERE(where)
                         : [to] W_ADDRESS(to + i)
                         : CLOBBERS);
    }
    return W_RA();
}
#endif

W_NOIPA void case_middle_of_block(void)
{
    static uint8_t source[N];
    uint8_t *to = w_buffer(N);
    uint32_t seed = w_seed();
    uintptr_t ra;

    w_pattern(source, seed, N);
    ra = middle(to, source, N);
    w_keep(&(struct w_truth){.name = "middle-of-block",
                             W_INSN(middle),
                             .callers = {ra, W_RA(), w_main_ra},
                             W_STORED(to, N),
                             .seed = seed});
#ifdef CALL_NEXT
    to = w_buffer(N);
    seed = w_seed();
    w_pattern(source, seed, N);
    ra = call_next(to, source, N);
    w_keep(&(struct w_truth){.name = "call-next",
                             W_INSN(call_next),
                             .callers = {ra, W_RA(), w_main_ra},
                             W_STORED(to, N),
                             .seed = seed});
#endif
}
