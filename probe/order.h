/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Which byte of a value lies where in memory.
 *
 * QEMU says of each access in which byte order it is.  For one that is not in the
 * host's order, the value that it hands to a plugin is, by how the code was generated,
 * either the register's or already swapped for the store: that depends on the host's
 * processor (x86 with and without movbe), on the access's size, and on whether a
 * helper does it.  So each instruction that makes such accesses is watched until it is
 * clear, by a look at memory after the access; what then holds for it holds for good.
 */
#ifndef TAPMINE_ORDER_H
#define TAPMINE_ORDER_H

#include "value.h"

enum order_of_value {
    ORDER_UNKNOWN = 0,
    ORDER_REGISTER, /* to be swapped */
    ORDER_MEMORY
};

/* Reads guest memory after an access; false where that must not be looked at. */
typedef bool order_reader(uint32_t info, uint64_t address, unsigned size, uint8_t *to);

/* What was seen so far, for what cannot be looked at: devices' registers. */
struct order {
    uint64_t seen[5][3]; /* by logarithm of the size and by order_of_value */
};

/* Puts the value of an access that is not in the host's byte order into memory order.
 * `known` is the instruction's own order_of_value. */
struct value order_of(struct order *o, uint8_t *known, struct value v, unsigned shift,
                      uint32_t info, uint64_t address, order_reader *read);

#endif
