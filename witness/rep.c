/* SPDX-License-Identifier: Apache-2.0
 *
 * One instruction, many accesses: string instructions in both directions, storage-to-storage
 * moves, block zeroing.
 */
#include "machine.h"

#if W_X86

#define N 480

#ifdef __x86_64__
#define WORD "q"
#else
#define WORD "l"
#endif

#define LEAF(name, text)                                                                          \
    W_LABELS(name);                                                                               \
    W_NOIPA static uintptr_t W_ABI name(void *to, const void *from, uintptr_t n)                  \
    {                                                                                             \
        __asm__ volatile(text : "+D"(to), "+S"(from), "+c"(n)::"memory", "cc");                   \
        return W_RA();                                                                            \
    }

LEAF(rep_movs_1, W_ONE(rep_movs_1, "rep movsb"))
LEAF(rep_movs_word, W_ONE(rep_movs_word, "rep movs" WORD))
LEAF(rep_movs_1_down, "std\n\t" W_ONE(rep_movs_1_down, "rep movsb") "cld")
LEAF(rep_movs_word_down, "std\n\t" W_ONE(rep_movs_word_down, "rep movs" WORD) "cld")

W_LABELS(rep_stos_4);
W_NOIPA static uintptr_t W_ABI rep_stos_4(void *to, uintptr_t value, uintptr_t n)
{
    __asm__ volatile(W_ONE(rep_stos_4, "rep stosl") : "+D"(to), "+c"(n) : "a"(value) : "memory");
    return W_RA();
}

W_LABELS(rep_scas_1);
W_NOIPA static uintptr_t W_ABI rep_scas_1(const void *from, uintptr_t byte, uintptr_t n)
{
    __asm__ volatile(W_ONE(rep_scas_1, "repne scasb")
                     : "+D"(from), "+c"(n)
                     : "a"(byte)
                     : "memory", "cc");
    return W_RA();
}

static void filled(uint8_t *from, uint32_t seed, unsigned unit, bool down)
{
    for (unsigned i = 0; i < N; i += unit) {
        struct w_pattern_at at = w_pattern_from(seed + i);
        uint8_t *to = from + (down ? N - unit - i : i);

        for (unsigned j = 0; j < unit; j++)
            to[j] = w_pattern_next(&at);
    }
}

#define MOVS(leaf, title, unit_, down)                                                            \
    do {                                                                                          \
        const unsigned unit = unit_;                                                              \
        uint8_t *to = w_buffer(N), *from = w_buffer(N);                                           \
        size_t first = (down) ? N - unit : 0;                                                     \
        struct w_truth truth = {.name = "rep-" title "-read",                                     \
                                .dir = 'r',                                                       \
                                W_INSN(leaf),                                                     \
                                .buf = from,                                                      \
                                .len = N,                                                         \
                                .width = unit,                                                    \
                                .accesses = N / unit,                                             \
                                .bytes = N,                                                       \
                                .seed = w_seed()};                                                \
                                                                                                  \
        filled(from, truth.seed, unit, down);                                                     \
        truth.callers[0] = leaf(to + first, from + first, N / unit);                              \
        truth.callers[1] = W_RA();                                                                \
        truth.callers[2] = w_main_ra;                                                             \
        w_keep(&truth);                                                                           \
        truth.name = "rep-" title "-write";                                                       \
        truth.dir = 'w';                                                                          \
        truth.buf = to;                                                                           \
        w_keep(&truth);                                                                           \
    } while (0)

W_NOIPA void case_rep(void)
{
    uint8_t *words = w_buffer(256), *bytes = w_buffer(256);
    uint32_t seed = w_seed();
    uint32_t value = seed;
    uintptr_t ra;
    uint8_t expected[256];
    unsigned until = 0;

    MOVS(rep_movs_1, "movs-1", 1, false);
    MOVS(rep_movs_1_down, "movs-1-down", 1, true);
    MOVS(rep_movs_word, "movs-word", sizeof(uintptr_t), false);
    MOVS(rep_movs_word_down, "movs-word-down", sizeof(uintptr_t), true);

    ra = rep_stos_4(words, value, 64);
    for (unsigned i = 0; i < 256; i++)
        expected[i] = (uint8_t)(value >> 8 * (i % 4));
    w_keep(&(struct w_truth){.name = "rep-stos-4",
                             .dir = 'w',
                             W_INSN(rep_stos_4),
                             .callers = {ra, W_RA(), w_main_ra},
                             .buf = words,
                             .len = 256,
                             .width = 4,
                             .accesses = 64,
                             .bytes = 256,
                             .stream = W_BYTES,
                             .hex = expected});

    seed = w_seed();
    w_pattern(bytes, seed, 256);
    while (bytes[until] != bytes[200])
        until++;
    ra = rep_scas_1(bytes, bytes[200], 256);
    w_keep(&(struct w_truth){.name = "rep-scas-1",
                             .dir = 'r',
                             W_INSN(rep_scas_1),
                             .callers = {ra, W_RA(), w_main_ra},
                             .buf = bytes,
                             .len = 256,
                             .width = 1,
                             .accesses = until + 1,
                             .bytes = until + 1,
                             .seed = seed});
}

#elif defined(__s390x__)

#define UNIT 256
#define N 8

W_COPY(mvc, UNIT, "", "mvc 0(256,%[to]), 0(%[from])", "nopr", "", "memory", "cc")

W_LABELS(xc);
W_NOIPA static uintptr_t W_ABI xc(void *to)
{
    __asm__ volatile(W_ONE(xc, "xc 0(256,%[to]), 0(%[to])") : : [to] "a"(to) : "memory", "cc");
    return W_RA();
}

W_NOIPA void case_rep(void)
{
    /* One instruction reads and writes: the copy's load is all of it. */
    static const struct w_copy copy = {"rep-mvc-read",
                                       "rep-mvc-write",
                                       .copy = mvc,
                                       .load_lo = (uintptr_t)w_mvc_load_lo,
                                       .load_hi = (uintptr_t)w_mvc_load_hi,
                                       .store_lo = (uintptr_t)w_mvc_load_lo,
                                       .store_hi = (uintptr_t)w_mvc_load_hi,
                                       .unit = UNIT,
                                       .stride = UNIT,
                                       .n = N};
    static const uint8_t zeros[UNIT];
    struct w_truth truth = {.name = "rep-xc-write",
                            .dir = 'w',
                            W_INSN(xc),
                            .len = UNIT,
                            .bytes = UNIT,
                            .stream = W_BYTES,
                            .hex = zeros};
    uint8_t *bytes = w_buffer(UNIT);

    w_copied(&copy, w_buffer(UNIT * N), w_buffer(UNIT * N), W_RA());
    w_pattern(bytes, w_seed(), UNIT);
    truth.buf = bytes;
    truth.callers[0] = xc(bytes);
    truth.callers[1] = W_RA();
    truth.callers[2] = w_main_ra;
    w_keep(&truth);
}

#elif defined(__aarch64__)

#define MOST 512

W_LABELS(zva);
W_NOIPA static uintptr_t W_ABI zva(void *to, uintptr_t step, uintptr_t n)
{
    for (; n; n--, to = (char *)to + step)
        __asm__ volatile(W_ONE(zva, "dc zva, %[to]") : : [to] "r"(to) : "memory");
    return W_RA();
}

W_NOIPA void case_rep(void)
{
    static uint8_t zeros[MOST];
    static uint8_t blocks[2 * MOST] __attribute__((aligned(MOST)));
    uint64_t id, block;
    uintptr_t ra;

    __asm__("mrs %0, dczid_el0" : "=r"(id));
    block = 4u << (id & 15);
    if (id & 16 || block > MOST)
        return;
    w_pattern(blocks, w_seed(), MOST);
    ra = zva(blocks, block, MOST / block);
    w_keep(&(struct w_truth){.name = "rep-zva",
                             .dir = 'w',
                             W_INSN(zva),
                             .callers = {ra, W_RA(), w_main_ra},
                             .buf = blocks,
                             .len = MOST,
                             .bytes = MOST,
                             .stream = W_BYTES,
                             .hex = zeros});
}

#else

W_NOIPA void case_rep(void)
{
}

#endif
