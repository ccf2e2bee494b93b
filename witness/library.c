/* SPDX-License-Identifier: Apache-2.0
 *
 * Functions of the shared library, called from the program and from the library itself. The first
 * call of one goes through the dynamic loader, which finds the function; the leaf's caller is who
 * called all the same.
 */
#include "machine.h"

#ifdef W_DYNAMIC

#include "libwitness.h"
#include "who.h"

#define N 100

static uint8_t source[N];

static void keep(const char *name, uintptr_t lo, uintptr_t hi, const uintptr_t callers[3],
                 uint8_t *to, uint32_t seed)
{
    w_keep(&(struct w_truth){.name = name,
                             .lo = lo,
                             .hi = hi,
                             .callers = {callers[0], callers[1], callers[2]},
                             W_STORED(to, N),
                             .seed = seed});
}

W_NOIPA void case_library(void)
{
    struct lib_bounds at;
    uint8_t *to[5];
    uintptr_t callers[5][3];
    uint32_t seeds[5];

    for (unsigned i = 0; i < 5; i++) {
        to[i] = w_buffer(N);
        seeds[i] = w_seed();
        callers[i][1] = W_RA();
        callers[i][2] = w_main_ra;
    }
    lib_bounds(&at);
    /* The first call, later ones from another place, then those from within. */
    callers[0][0] = lib_fill(to[0], seeds[0] * 2654435761u, N);
    for (unsigned i = 0; i < 4; i++)
        callers[1][0] = lib_fill(to[1] + i * (N / 4),
                                 (uint32_t)(seeds[1] + i * (N / 4)) * 2654435761u, N / 4);
    w_pattern(source, seeds[2], N);
    callers[2][0] = lib_copy(to[2], source, N);
    callers[3][2] = W_RA();
    callers[3][1] = lib_outer_fill(to[3], seeds[3] * 2654435761u, N, &callers[3][0]);
    w_pattern(source, seeds[4], N);
    callers[4][2] = W_RA();
    callers[4][1] = lib_outer_copy(to[4], source, N, &callers[4][0]);
    lib_call_back(w_who, w_who_slot(), w_who_slot());

    keep("library-first", at.fill_lo, at.fill_hi, callers[0], to[0], seeds[0]);
    keep("library-later", at.fill_lo, at.fill_hi, callers[1], to[1], seeds[1]);
    keep("library-copy", at.copy_lo, at.copy_hi, callers[2], to[2], seeds[2]);
    keep("library-within", at.fill_lo, at.fill_hi, callers[3], to[3], seeds[3]);
    keep("library-within-copy", at.copy_lo, at.copy_hi, callers[4], to[4], seeds[4]);
}

#else

W_NOIPA void case_library(void)
{
}

#endif
