/* SPDX-License-Identifier: Apache-2.0 */
#include "libwitness.h"

W_LEAF(lib_fill)
uintptr_t W_ABI lib_fill(volatile uint8_t *to, uintptr_t product, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        to[i] = (uint8_t)((uint32_t)product >> 24);
        product += 2654435761u;
    }
    return W_RA();
}

W_LEAF(lib_copy)
uintptr_t W_ABI lib_copy(volatile uint8_t *to, const uint8_t *from, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        uint8_t value = from[i];

        W_THROUGH(value);
        to[i] = value;
    }
    return W_RA();
}

extern uintptr_t W_ABI copy_within(volatile uint8_t *to, const uint8_t *from, uintptr_t n)
    __attribute__((alias("lib_copy"))) W_HIDDEN;

void lib_bounds(struct lib_bounds *bounds)
{
    *bounds = (struct lib_bounds){(uintptr_t)__start_w_lib_fill, (uintptr_t)__stop_w_lib_fill,
                                  (uintptr_t)__start_w_lib_copy, (uintptr_t)__stop_w_lib_copy};
}

W_NOIPA uintptr_t lib_outer_fill(uint8_t *to, uintptr_t product, uintptr_t n, uintptr_t *ra)
{
    *ra = lib_fill(to, product, n);
    return W_RA();
}

W_NOIPA uintptr_t lib_outer_copy(uint8_t *to, const uint8_t *from, uintptr_t n, uintptr_t *ra)
{
    *ra = copy_within(to, from, n);
    return W_RA();
}

W_NOIPA void lib_call_back(void(W_ABI *function)(volatile uintptr_t *to), volatile uintptr_t *one,
                           volatile uintptr_t *two)
{
    function(one);
    function(two);
}
