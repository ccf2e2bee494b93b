/* SPDX-License-Identifier: Apache-2.0
 *
 * The shared library of the dynamic program.
 */
#ifndef WITNESS_LIBWITNESS_H
#define WITNESS_LIBWITNESS_H

#include "witness.h"

/* Leaves that store a pattern's bytes, by seed * 2654435761, and that copy bytes. */
uintptr_t W_ABI lib_fill(volatile uint8_t *to, uintptr_t product, uintptr_t n);
uintptr_t W_ABI lib_copy(volatile uint8_t *to, const uint8_t *from, uintptr_t n);

/* Their bounds. */
struct lib_bounds {
    uintptr_t fill_lo, fill_hi, copy_lo, copy_hi;
};
void lib_bounds(struct lib_bounds *bounds);

/* Calls lib_fill through the library's own linkage table, and lib_copy within the library. *ra is
 * their return address in it; what is returned, the call's own. */
uintptr_t lib_outer_fill(uint8_t *to, uintptr_t product, uintptr_t n, uintptr_t *ra);
uintptr_t lib_outer_copy(uint8_t *to, const uint8_t *from, uintptr_t n, uintptr_t *ra);

/* Calls a function of the program's from two places. */
void lib_call_back(void(W_ABI *function)(volatile uintptr_t *to), volatile uintptr_t *one,
                   volatile uintptr_t *two);

#endif
