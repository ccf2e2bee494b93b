/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Blocks left in their middle: the clock is put right before anything is told that
 * came after.  See clock.h.
 *
 * What was told before came from instructions of that block up to the one where it was
 * left, whose times the corrected clock is not behind; so time never goes back.
 */
#include "probe.h"

static const struct block *last(void)
{
    return (const struct block *)(uintptr_t)probe.fast->last;
}

uint64_t again_last(void)
{
    const struct block *b = last();

    return b ? b->pc + probe_delta(b->tag) : 0;
}

void again_broken_into(uint64_t ran_at, uint64_t resume, uint64_t at)
{
    const struct block *b = last();

    if (b && at >= ran_at) {
        uint32_t rest = clock_rest(b->lengths, b->n, at - ran_at);

        /* One that code goes on behind, and that ends its block, QEMU has refused to translate. */
        probe.fast->time -= rest == 1 && at != resume ? 0 : rest;
    }
    probe.fast->last = 0;
}

/* QEMU began anew for the access of this site, alone in its block, to be that block's last. */
static void begun_anew(const struct site *s)
{
    const struct block *b = last();

    /* Its block is no entered one, and what it was in may have been translated for another address. */
    if (b && b != s->block) {
        uint32_t rest = clock_rest(b->lengths, b->n, (s->pc - b->pc) & 0xfff);

        if (rest) {
            probe.fast->time -= rest - 1;
        }
        probe.fast->last = (uint64_t)(uintptr_t)s->block;
    }
}

void again_mined(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
    begun_anew(data);
    access_mined(vcpu, info, address, data);
}

void again_touched(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
    begun_anew(data);
    access_touched(vcpu, info, address, data);
}
