/* SPDX-License-Identifier: Apache-2.0
 *
 * Plain loads and stores at odd addresses, across pages, and across pages of which the second is
 * not there yet, so that the instruction faults in its middle and is restarted.
 */
#include "machine.h"

#include <sys/mman.h>

#define N 64
#define PAGE 4096u
#define CROSSINGS 16

#define LEAVES(bits, bytes)                                                                       \
    W_COPY(unaligned_##bits, (bytes) + 1, "", W_LOAD##bits, W_STORE##bits, "", "memory")          \
    W_COPY(crossing_##bits, PAGE, "", W_LOAD##bits, W_STORE##bits, "", "memory")

#define COPIES(bits, bytes)                                                                       \
    static const struct w_copy unaligned_copy_##bits = {"unaligned-load-" #bytes,                 \
                                                        "unaligned-store-" #bytes,                \
                                                        W_COPY_BOUNDS(unaligned_##bits),          \
                                                        .unit = bytes,                            \
                                                        .stride = (bytes) + 1,                    \
                                                        .accesses = 1,                            \
                                                        .n = N};                                  \
    static const struct w_copy crossing_copy_##bits = {"page-crossing-load-" #bytes,              \
                                                       "page-crossing-store-" #bytes,             \
                                                       W_COPY_BOUNDS(crossing_##bits),            \
                                                       .unit = bytes,                             \
                                                       .stride = PAGE,                            \
                                                       .accesses = 1,                             \
                                                       .n = CROSSINGS};

LEAVES(16, 2)
COPIES(16, 2)
LEAVES(32, 4)
COPIES(32, 4)
W_COPY(faulting_32, 2 * PAGE, "", W_LOAD32, W_STORE32, "", "memory")
#if W_64
LEAVES(64, 8)
COPIES(64, 8)
#endif

static uint8_t *pages(unsigned n)
{
    void *at = mmap(NULL, (size_t)n * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                    -1, 0);

    if (at == MAP_FAILED)
        w_fail("no memory for pages");
    return at;
}

static uint8_t *touched(unsigned n)
{
    volatile uint8_t *at = pages(n);

    for (unsigned i = 0; i < n; i++)
        at[(size_t)i * PAGE] = 0;
    return (uint8_t *)at;
}

W_NOIPA void case_unaligned(void)
{
    w_copied(&unaligned_copy_16, (char *)w_buffer(N * 3 + 1) + 1, (char *)w_buffer(N * 3 + 1) + 1,
             W_RA());
    w_copied(&unaligned_copy_32, (char *)w_buffer(N * 5 + 1) + 1, (char *)w_buffer(N * 5 + 1) + 1,
             W_RA());
#if W_64
    w_copied(&unaligned_copy_64, (char *)w_buffer(N * 9 + 1) + 1, (char *)w_buffer(N * 9 + 1) + 1,
             W_RA());
#endif
}

W_NOIPA void case_page_crossing(void)
{
    static const struct w_copy faulting = {"page-faulting-load", "page-faulting-store",
                                           W_COPY_BOUNDS(faulting_32), .unit = 4,
                                           .stride = 2 * PAGE, .accesses = 1, .n = CROSSINGS};

    w_copied(&crossing_copy_16, touched(CROSSINGS + 1) + PAGE - 1,
             touched(CROSSINGS + 1) + PAGE - 1, W_RA());
    w_copied(&crossing_copy_32, touched(CROSSINGS + 1) + PAGE - 1,
             touched(CROSSINGS + 1) + PAGE - 3, W_RA());
#if W_64
    w_copied(&crossing_copy_64, touched(CROSSINGS + 1) + PAGE - 4,
             touched(CROSSINGS + 1) + PAGE - 7, W_RA());
#endif
    w_copied(&faulting, pages(2 * CROSSINGS) + PAGE - 2, pages(2 * CROSSINGS) + PAGE - 2, W_RA());
}
