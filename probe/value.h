/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The value of the access that a callback is for.
 *
 * QEMU's own call for it is the costliest part of the probe: a fifth of QEMU's time.
 * Before each callback QEMU stores the value in the object of its CPU; so the probe
 * learns where, by comparing memory with what the call returns for some thousand
 * values, and then reads it there.  One value in 1024 goes on being compared; at the
 * first that differs, or when nothing is found, the call is used to the end.
 */
#ifndef TAPMINE_VALUE_H
#define TAPMINE_VALUE_H

#include "qemu_api.h"

struct value {
    uint64_t low, high;
};

struct value_reader {
    const unsigned char *cpu;  /* QEMU's object, or NULL: not to be used */
    const unsigned char *slot; /* where values are, once it is known; the high half follows */
    uint32_t until_check;
    uint32_t samples;
    uint32_t n_candidates;
    uint16_t candidates[4096]; /* offsets in words */
};

/* `learn`: whether the slot may be looked for. */
void value_init(struct value_reader *r, bool learn);

struct value value_by_call(uint32_t info, unsigned shift);
/* Uses the call, and learns or checks the slot by it. */
struct value value_checked(struct value_reader *r, uint32_t info, unsigned shift);

static inline uint64_t value_mask(unsigned shift)
{
    return shift >= 3 ? UINT64_MAX : (1ull << (8u << shift)) - 1;
}

/* shift: binary logarithm of the access's size. */
static inline struct value value_of(struct value_reader *r, uint32_t info, unsigned shift)
{
    struct value v;

    if (__builtin_expect(--r->until_check == 0, 0)) {
        return value_checked(r, info, shift);
    }
    if (!r->slot) {
        return value_by_call(info, shift);
    }
    v.low = *(const volatile uint64_t *)(const void *)r->slot & value_mask(shift);
    v.high = shift == 4 ? *(const volatile uint64_t *)(const void *)(r->slot + 8) : 0;
    return v;
}

#endif
