/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "clock.h"

uint32_t clock_rest(const uint8_t *lengths, uint32_t n, uint64_t offset)
{
    uint64_t at = 0;

    for (uint32_t i = 0; i < n && at <= offset; i++) {
        if (at == offset) {
            return n - i;
        }
        at += lengths[i];
    }
    return 0;
}
