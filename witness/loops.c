/* SPDX-License-Identifier: Apache-2.0
 *
 * Stores and loads of every plain width, in C.
 */
#include "witness.h"

#define N 256

static uint64_t source[N], target[N];

#define LEAVES(bits)                                                                              \
    W_LEAF(loops_store_##bits)                                                                    \
    static uintptr_t W_ABI store_##bits(volatile uint##bits##_t *to, const uint##bits##_t *from,  \
                                        uintptr_t n)                                              \
    {                                                                                             \
        for (uintptr_t i = 0; i < n; i++) {                                                       \
            uint##bits##_t value = from[i];                                                       \
                                                                                                  \
            W_THROUGH(value);                                                                     \
            to[i] = value;                                                                        \
        }                                                                                         \
        return W_RA();                                                                            \
    }                                                                                             \
                                                                                                  \
    W_LEAF(loops_load_##bits)                                                                     \
    static uintptr_t W_ABI load_##bits(const volatile uint##bits##_t *from, uintptr_t n)          \
    {                                                                                             \
        for (uintptr_t i = 0; i < n; i++) {                                                       \
            uint##bits##_t value = from[i];                                                       \
                                                                                                  \
            W_THROUGH(value);                                                                     \
        }                                                                                         \
        return W_RA();                                                                            \
    }

LEAVES(8)
LEAVES(16)
LEAVES(32)
#if W_64
LEAVES(64)
#endif

#define TRUTHS(bits, bytes_each)                                                                  \
    do {                                                                                          \
        uint32_t seed = w_seed();                                                                 \
        uintptr_t ra;                                                                             \
                                                                                                  \
        w_pattern(source, seed, N * bytes_each);                                                  \
        ra = store_##bits((void *)target, (void *)source, N);                                     \
        w_keep(&(struct w_truth){                                                                 \
            .name = "loops-store-" #bytes_each, .dir = 'w', W_BOUNDS(loops_store_##bits),         \
            .callers = {ra, W_RA(), w_main_ra}, .buf = target, .len = N * bytes_each,             \
            .width = bytes_each, .accesses = N, .bytes = N * bytes_each, .seed = seed});          \
        seed = w_seed();                                                                          \
        w_pattern(source, seed, N * bytes_each);                                                  \
        ra = load_##bits((void *)source, N);                                                      \
        w_keep(&(struct w_truth){                                                                 \
            .name = "loops-load-" #bytes_each, .dir = 'r', W_BOUNDS(loops_load_##bits),           \
            .callers = {ra, W_RA(), w_main_ra}, .buf = source, .len = N * bytes_each,             \
            .width = bytes_each, .accesses = N, .bytes = N * bytes_each, .seed = seed});          \
    } while (0)

W_NOIPA void case_loops(void)
{
    TRUTHS(8, 1);
    TRUTHS(16, 2);
    TRUTHS(32, 4);
#if W_64
    TRUTHS(64, 8);
#endif
}
