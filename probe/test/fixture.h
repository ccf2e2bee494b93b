/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Shadow stacks, contexts and spaces over a ring that nobody reads.
 */
#ifndef TAPMINE_FIXTURE_H
#define TAPMINE_FIXTURE_H

#undef NDEBUG
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "../context.h"
#include "../shadow.h"
#include "../spaces.h"

/* A ring whose only batch is ours: what was emitted can be looked at. */
static uint64_t batch[RING_BATCH_SLOTS * RING_SLOT_WORDS];

static void ring_begin(struct ring *r)
{
    memset(r, 0, sizeof *r);
    memset(batch, 0, sizeof batch);
    r->fd = -1;
    r->next = batch;
    r->room = RING_BATCH_SLOTS;
}

struct fixture {
    struct ring ring;
    struct contexts contexts;
    struct shadow shadow;
    struct spaces spaces;
};

static struct fixture *begin(bool call_pushes)
{
    struct fixture *f = calloc(1, sizeof *f);

    assert(f);
    ring_begin(&f->ring);
    contexts_init(&f->contexts, &f->ring, 4);
    shadow_init(&f->shadow, &f->ring, &f->contexts, true, call_pushes);
    spaces_init(&f->spaces, &f->ring, 0);
    return f;
}

static void end(struct fixture *f)
{
    shadow_free(&f->shadow);
    contexts_free(&f->contexts);
    spaces_free(&f->spaces);
    free(f);
}

/* The innermost return address. */
static uint64_t caller(struct fixture *f)
{
    uint32_t node = f->shadow.top->context;

    while (f->contexts.nodes[node].depth > 1) {
        node = f->contexts.nodes[node].parent;
    }
    return f->contexts.nodes[node].return_address;
}

#endif
