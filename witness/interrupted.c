/* SPDX-License-Identifier: Apache-2.0
 *
 * One long loop, in which many ticks of the kernel's timer fall, and a change of process perhaps.
 */
#include "machine.h"

#define STORES 3000000
#define RING 4096

W_LEAF(interrupted)
static uintptr_t W_ABI interrupted(volatile uint8_t *ring, uintptr_t product, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        ring[i % RING] = (uint8_t)((uint32_t)product >> 24);
        product += 2654435761u;
    }
    return W_RA();
}

W_NOIPA void case_interrupted(void)
{
    static uint8_t ring[RING];
    uint32_t seed = w_seed();
    uintptr_t ra = interrupted(ring, seed * 2654435761u, STORES);

    w_keep(&(struct w_truth){.name = "interrupted",
                             .dir = 'w',
                             W_BOUNDS(interrupted),
                             .callers = {ra, W_RA(), w_main_ra},
                             .buf = ring,
                             .len = RING,
                             .width = 1,
                             .accesses = STORES,
                             .bytes = STORES,
                             .seed = seed});
}
