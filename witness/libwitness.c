/* SPDX-License-Identifier: Apache-2.0
 *
 * The shared library: filled and copied through from the program, and from within.
 */
#include "witness.h"

W_LEAF(lib_fill)
uintptr_t W_ABI lib_fill(volatile uint8_t *to, uint32_t product, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        to[i] = (uint8_t)(product >> 24);
        product += 2654435761u;
    }
    return W_RA();
}
