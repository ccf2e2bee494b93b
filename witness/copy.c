/* SPDX-License-Identifier: Apache-2.0 */
#include "machine.h"

static uint8_t arena[256 * 1024] __attribute__((aligned(64)));
static size_t arena_used;

void *w_buffer(size_t size)
{
    void *buffer = arena + arena_used;

    size = (size + 63) / 64 * 64;
    if (size > sizeof arena - arena_used)
        w_fail("too many buffers");
    arena_used += size;
    return buffer;
}

W_NOIPA void w_copied(const struct w_copy *copy, void *to, void *from, uintptr_t case_ra)
{
    uint32_t seed = w_seed();
    struct w_pattern_at at = w_pattern_from(seed);
    size_t len = (size_t)copy->stride * (copy->n - 1) + copy->unit;
    struct w_truth truth = {.width = copy->accesses ? copy->unit / copy->accesses : 0,
                            .accesses = (uint64_t)copy->accesses * copy->n,
                            .bytes = (uint64_t)copy->unit * copy->n,
                            .len = len,
                            .seed = seed};

    for (unsigned i = 0; i < copy->n; i++)
        for (unsigned j = 0; j < copy->unit; j++)
            ((volatile uint8_t *)from)[(size_t)i * copy->stride + j] = w_pattern_next(&at);
    truth.callers[0] = copy->copy(to, from, copy->n);
    truth.callers[1] = W_RA();
    truth.callers[2] = case_ra;

    truth.name = copy->load_name;
    truth.dir = 'r';
    truth.lo = copy->load_lo;
    truth.hi = copy->load_hi;
    truth.buf = from;
    w_keep(&truth);

    truth.name = copy->store_name;
    truth.dir = 'w';
    truth.lo = copy->store_lo;
    truth.hi = copy->store_hi;
    truth.buf = to;
    w_keep(&truth);
}
