/* SPDX-License-Identifier: Apache-2.0
 *
 * Loads and stores that swap bytes on their way: the truth is what is in memory.
 */
#include "machine.h"

#define N 32

#define LEAF(name, bytes, before, load, store, after)                                             \
    W_COPY(swapped_##name, bytes, before, load, store, after, "memory")                           \
    static const struct w_copy copy_##name = {"swapped-load-" #bytes,                             \
                                              "swapped-store-" #bytes,                            \
                                              W_COPY_BOUNDS(swapped_##name),                      \
                                              .unit = bytes,                                      \
                                              .stride = bytes,                                    \
                                              .accesses = 1,                                      \
                                              .n = N};

#define DO(name) w_copied(&copy_##name, w_buffer(N * 8), w_buffer(N * 8), W_RA())

#if W_X86

#define SWAPPED w_cpuid_ecx(22)
LEAF(16, 2, "", "movbe (%[from]), %w[value]", "movbe %w[value], (%[to])", "")
LEAF(32, 4, "", "movbe (%[from]), %k[value]", "movbe %k[value], (%[to])", "")
#if W_64
LEAF(64, 8, "", "movbe (%[from]), %q[value]", "movbe %q[value], (%[to])", "")
#endif

#elif defined(__arm__)

#define SWAPPED true
LEAF(16, 2, "setend be", W_LOAD16, W_STORE16, "setend le")
LEAF(32, 4, "setend be", W_LOAD32, W_STORE32, "setend le")

#elif defined(__s390x__)

#define SWAPPED true
LEAF(16, 2, "", "lrvh %[value], 0(%[from])", "strvh %[value], 0(%[to])", "")
LEAF(32, 4, "", "lrv %[value], 0(%[from])", "strv %[value], 0(%[to])", "")
LEAF(64, 8, "", "lrvg %[value], 0(%[from])", "strvg %[value], 0(%[to])", "")

#endif

W_NOIPA void case_swapped(void)
{
#ifdef SWAPPED
    if (!(SWAPPED))
        return;
    DO(16);
    DO(32);
#if W_64
    DO(64);
#endif
#endif
}
