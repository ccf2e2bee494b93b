/* SPDX-License-Identifier: Apache-2.0
 *
 * Accesses to stacks: pushes and pops, a function's own frame, the red zone below it, and a buffer
 * in the caller's frame, which is no stack slot of the function that fills it.
 */
#include "machine.h"

#define WORDS 4
#define ROUNDS 8
#define BLOCK (WORDS * sizeof(uintptr_t))

/* Four words from [from] go to the stack and come back, in two W_ONEs; [low] becomes the lowest
 * address they had. */
#if defined(__x86_64__)
#define PUSH_POP                                                                                  \
    "movq (%[from]), %%r8\n\tmovq 8(%[from]), %%r9\n\t"                                           \
    "movq 16(%[from]), %%r10\n\tmovq 24(%[from]), %%r11\n\t" W_ONE(                               \
        push, "pushq %%r8\n\tpushq %%r9\n\tpushq %%r10\n\tpushq %%r11")                           \
        "movq %%rsp, %[low]\n\t" W_ONE(pop,                                                       \
                                       "popq %%r11\n\tpopq %%r10\n\tpopq %%r9\n\tpopq %%r8")
#define CLOBBERS "memory", "r8", "r9", "r10", "r11"
#elif defined(__i386__)
#define PUSH_POP                                                                                  \
    W_ONE(push, "pushl (%[from])\n\tpushl 4(%[from])\n\tpushl 8(%[from])\n\tpushl 12(%[from])")   \
    "movl %%esp, %[low]\n\t" W_ONE(pop, "popl %%edx\n\tpopl %%edx\n\tpopl %%edx\n\tpopl %%edx")
#define CLOBBERS "memory", "edx"
#elif defined(__aarch64__)
#define PUSH_POP                                                                                  \
    "ldp x9, x10, [%[from]]\n\tldp x11, x12, [%[from], #16]\n\t" W_ONE(                           \
        push, "stp x9, x10, [sp, #-32]!\n\tstp x11, x12, [sp, #16]") "mov %[low], sp\n\t"         \
    W_ONE(pop, "ldp x11, x12, [sp, #16]\n\tldp x9, x10, [sp], #32")
#define CLOBBERS "memory", "x9", "x10", "x11", "x12"
#elif defined(__arm__)
#define PUSH_POP                                                                                  \
    "ldm %[from], {r4, r5, r6, r8}\n\t" W_ONE(push, "push {r4, r5, r6, r8}") "mov %[low], sp\n\t" \
    W_ONE(pop, "pop {r4, r5, r6, r8}")
#define CLOBBERS "memory", "r4", "r5", "r6", "r8"
#elif defined(__riscv)
#define PUSH_POP                                                                                  \
    "ld t3, 0(%[from])\n\tld t4, 8(%[from])\n\tld t5, 16(%[from])\n\tld t6, 24(%[from])\n\t"      \
    "addi sp, sp, -32\n\t" W_ONE(                                                                 \
        push, "sd t3, 0(sp)\n\tsd t4, 8(sp)\n\tsd t5, 16(sp)\n\tsd t6, 24(sp)")                   \
    "mv %[low], sp\n\t" W_ONE(                                                                    \
        pop, "ld t6, 24(sp)\n\tld t5, 16(sp)\n\tld t4, 8(sp)\n\tld t3, 0(sp)") "addi sp, sp, 32"
#define CLOBBERS "memory", "t3", "t4", "t5", "t6"
#elif defined(__s390x__)
#define PUSH_POP                                                                                  \
    "lmg %%r6, %%r9, 0(%[from])\n\taghi %%r15, -32\n\t" W_ONE(push, "stmg %%r6, %%r9, 0(%%r15)")  \
    "lgr %[low], %%r15\n\t" W_ONE(                                                                 \
        pop, "lmg %%r6, %%r7, 0(%%r15)\n\tlmg %%r8, %%r9, 16(%%r15)") "aghi %%r15, 32"
#define CLOBBERS "memory", "cc", "r6", "r7", "r8", "r9"
#endif

/* Whether the words go to descending addresses, and come back in the opposite order; and whether
 * each is certainly an access of its own. */
#if W_X86
#define DESCENDING true
#define LIFO true
#else
#define DESCENDING false
#if defined(__riscv)
#define LIFO true
#else
#define LIFO false
#endif
#endif
#if defined(__aarch64__)
#define PAIRED_BACK true
#else
#define PAIRED_BACK false
#endif
#if W_X86 || defined(__riscv) || defined(__arm__)
#define SINGLE 1u
#else
#define SINGLE 0u
#endif

static const void *low_of_block;

W_LABELS(push);
W_LABELS(pop);
W_NOIPA static uintptr_t W_ABI push_pop(const void *from, uintptr_t rounds)
{
    const void *low = NULL;

    for (; rounds; rounds--) {
        __asm__ volatile(PUSH_POP : [low] "=&r"(low) : [from] W_ADDRESS(from) : CLOBBERS);
        from = (const char *)from + BLOCK;
    }
    low_of_block = low;
    return W_RA();
}

W_NOIPA void case_push_pop(void)
{
    static uint8_t source[ROUNDS * BLOCK] __attribute__((aligned(16)));
    uint8_t back[ROUNDS * BLOCK];
    struct w_truth truth = {.name = "push",
                            .dir = 'w',
                            W_INSN(push),
                            .len = BLOCK,
                            .width = SINGLE * sizeof(uintptr_t),
                            .accesses = SINGLE * ROUNDS * WORDS,
                            .bytes = sizeof source,
                            .seed = w_seed(),
                            .stack = true};

    w_pattern(source, truth.seed, sizeof source);
    truth.callers[0] = push_pop(source, ROUNDS);
    truth.callers[1] = W_RA();
    truth.callers[2] = w_main_ra;
    truth.buf = low_of_block;
    w_keep(&truth);

    for (unsigned i = 0; i < sizeof back; i++) {
        unsigned word = i / sizeof(uintptr_t) % WORDS;

        if (LIFO)
            word = WORDS - 1 - word;
        else if (PAIRED_BACK)
            word ^= 2;
        back[i] = source[i / BLOCK * BLOCK + word * sizeof(uintptr_t) + i % sizeof(uintptr_t)];
    }
    truth.name = "pop";
    truth.dir = 'r';
    truth.lo = (uintptr_t)w_pop_lo;
    truth.hi = (uintptr_t)w_pop_hi;
    truth.stream = W_BYTES;
    truth.hex = back;
    w_keep(&truth);
}

#define LOCAL 64

static uintptr_t own_ra, own_address;
static uint8_t local_source[LOCAL];

W_LABELS(own_frame);
W_NOIPA static void own_frame(void)
{
    volatile uint8_t local[LOCAL];

    own_address = (uintptr_t)local;
    for (unsigned i = 0; i < LOCAL; i++) {
        uintptr_t value = local_source[i];

        __asm__ volatile(W_ONE(own_frame, W_STORE8)
                         : [value] W_IN_OUT(value)
                         : [to] W_ADDRESS(local + i)
                         : "memory");
    }
    own_ra = W_RA();
}

W_NOIPA void case_own_frame(void)
{
    uint32_t seed = w_seed();

    w_pattern(local_source, seed, LOCAL);
    own_frame();
    w_keep(&(struct w_truth){.name = "own-frame",
                             .dir = 'w',
                             W_INSN(own_frame),
                             .callers = {own_ra, W_RA(), w_main_ra},
                             .buf = (void *)own_address,
                             .len = LOCAL,
                             .width = 1,
                             .accesses = LOCAL,
                             .bytes = LOCAL,
                             .seed = seed,
                             .stack = true});
}

#ifdef __x86_64__

#define BELOW 96 /* of the 128 bytes below the stack pointer that are a leaf's own */

W_LABELS(red_zone);
W_NOIPA static uintptr_t W_ABI red_zone(const uint64_t *from, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++)
        __asm__ volatile(W_ONE(red_zone, "movq %[value], -96(%%rsp,%[i],8)")
                         :
                         : [value] "r"(from[i]), [i] "r"(i)
                         : "memory");
    __asm__ volatile("leaq -96(%%rsp), %0" : "=r"(low_of_block));
    return W_RA();
}

W_NOIPA void case_red_zone(void)
{
    uint32_t seed = w_seed();
    uint64_t words[BELOW / 8];
    uintptr_t ra;

    w_pattern(words, seed, sizeof words);
    ra = red_zone(words, BELOW / 8);
    w_keep(&(struct w_truth){.name = "red-zone",
                             .dir = 'w',
                             W_INSN(red_zone),
                             .callers = {ra, W_RA(), w_main_ra},
                             .buf = low_of_block,
                             .len = BELOW,
                             .width = 8,
                             .accesses = BELOW / 8,
                             .bytes = BELOW,
                             .seed = seed,
                             .stack = true});
}

#else

W_NOIPA void case_red_zone(void)
{
}

#endif

W_COPY_LEAF(callers_buffer)

/* The frame between has nothing of the buffer. */
W_NOIPA static uintptr_t between(uint8_t *to, uintptr_t *ra)
{
    *ra = W_RA();
    return callers_buffer(to, local_source, LOCAL);
}

W_NOIPA void case_callers_buffer(void)
{
    uint8_t local[LOCAL], further[LOCAL];
    uint32_t seed = w_seed();
    uintptr_t ra, between_ra;

    w_pattern(local_source, seed, LOCAL);
    ra = callers_buffer(local, local_source, LOCAL);
    w_keep(&(struct w_truth){.name = "callers-buffer",
                             W_BOUNDS(callers_buffer),
                             .callers = {ra, W_RA(), w_main_ra},
                             W_STORED(local, LOCAL),
                             .seed = seed});
    seed = w_seed();
    w_pattern(local_source, seed, LOCAL);
    ra = between(further, &between_ra);
    w_keep(&(struct w_truth){.name = "callers-callers-buffer",
                             W_BOUNDS(callers_buffer),
                             .callers = {ra, between_ra, W_RA(), w_main_ra},
                             W_STORED(further, LOCAL),
                             .seed = seed});
}
