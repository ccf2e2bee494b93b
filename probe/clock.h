/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the count of instructions is to be put right by.
 *
 * A block's instructions are all counted when it is entered.  It is left in its middle
 * by an exception, after which the instruction that made it is executed again, and by
 * an access to a device, which QEMU makes only at a block's end: it leaves the block
 * before that instruction and executes it in a block of its own, whose entry no plugin
 * is told of.  In both cases the last block entered is known, and so is the
 * instruction.
 */
#ifndef TAPMINE_CLOCK_H
#define TAPMINE_CLOCK_H

#include <stdint.h>

/* How many of a block's n instructions, of these lengths, come from the one on that begins at
 * `offset` bytes after the block's beginning; 0 if none begins there. */
uint32_t clock_rest(const uint8_t *lengths, uint32_t n, uint64_t offset);

#endif
