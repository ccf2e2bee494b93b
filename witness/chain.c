/* SPDX-License-Identifier: Apache-2.0
 *
 * Two roots that reach one leaf through the same functions.
 */
#include "machine.h"

#define N 128

static uint8_t source[N], target[2][N];
static uintptr_t leaf_ra, c_ra, b_ra, a_ra;

W_COPY_LEAF(chain_leaf)

W_NOIPA static void c(uint8_t *to)
{
    c_ra = W_RA();
    leaf_ra = chain_leaf(to, source, N);
}

W_NOIPA static void b(uint8_t *to)
{
    b_ra = W_RA();
    c(to);
}

W_NOIPA static void a(uint8_t *to)
{
    a_ra = W_RA();
    b(to);
}

W_NOIPA static void root_1(void)
{
    uint32_t seed = w_seed();

    w_pattern(source, seed, N);
    a(target[0]);
    w_keep(&(struct w_truth){.name = "chain-1",
                             W_BOUNDS(chain_leaf),
                             .callers = {leaf_ra, c_ra, b_ra, a_ra, W_RA()},
                             W_STORED(target[0], N),
                             .seed = seed});
}

/* Enters at b, so that the third caller is another. */
W_NOIPA static void root_2(void)
{
    uint32_t seed = w_seed();

    w_pattern(source, seed, N);
    b(target[1]);
    w_keep(&(struct w_truth){.name = "chain-2",
                             W_BOUNDS(chain_leaf),
                             .callers = {leaf_ra, c_ra, b_ra, W_RA()},
                             W_STORED(target[1], N),
                             .seed = seed});
}

W_NOIPA void case_chain(void)
{
    root_1();
    root_2();
}
