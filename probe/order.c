/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "order.h"

#include <string.h>

static struct value swapped(struct value v, unsigned shift)
{
    switch (shift) {
    case 0:
        return v;
    case 1:
        return (struct value){__builtin_bswap16((uint16_t)v.low), 0};
    case 2:
        return (struct value){__builtin_bswap32((uint32_t)v.low), 0};
    case 3:
        return (struct value){__builtin_bswap64(v.low), 0};
    default:
        return (struct value){__builtin_bswap64(v.high), __builtin_bswap64(v.low)};
    }
}

static bool same(struct value a, struct value b)
{
    return a.low == b.low && a.high == b.high;
}

struct value order_of(struct order *o, uint8_t *known, struct value v, unsigned shift,
                      uint32_t info, uint64_t address, order_reader *read)
{
    struct value turned = swapped(v, shift);
    struct value memory = {0, 0};
    uint8_t bytes[16] = {0};

    if (same(v, turned)) {
        return v;
    }
    if (*known == ORDER_UNKNOWN && read(info, address, 1u << shift, bytes)) {
        memcpy(&memory.low, bytes, 8);
        memcpy(&memory.high, bytes + 8, 8);
        if (same(memory, turned)) {
            *known = ORDER_REGISTER;
        } else if (same(memory, v)) {
            *known = ORDER_MEMORY;
        }
        o->seen[shift][*known]++;
    }
    if (*known == ORDER_UNKNOWN) {
        return o->seen[shift][ORDER_MEMORY] > o->seen[shift][ORDER_REGISTER] ? v : turned;
    }
    return *known == ORDER_MEMORY ? v : turned;
}
