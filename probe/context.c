/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "context.h"

#include <stdlib.h>

#define FIRST_ROOM 4096u

void contexts_init(struct contexts *c, struct ring *ring, unsigned depth)
{
    c->ring = ring;
    c->depth = depth;
    c->room = FIRST_ROOM;
    c->nodes = calloc(c->room, sizeof *c->nodes);
    if (!c->nodes) {
        abort();
    }
    c->used = 1; /* the root */
    table_init(&c->children, FIRST_ROOM);
    table_init(&c->calls, FIRST_ROOM);
}

void contexts_free(struct contexts *c)
{
    free(c->nodes);
    c->nodes = NULL;
    table_free(&c->children);
    table_free(&c->calls);
}

static uint32_t child(struct contexts *c, uint32_t parent, uint64_t return_address)
{
    struct table_slot *s = table_find(&c->children, return_address, parent, 0);
    uint32_t id;

    if (s->id_plus_1) {
        return s->id_plus_1 - 1;
    }
    if (c->used == c->room) {
        c->room *= 2;
        c->nodes = realloc(c->nodes, c->room * sizeof *c->nodes);
        if (!c->nodes) {
            abort();
        }
    }
    id = c->used++;
    c->nodes[id] = (struct context_node){return_address, parent, c->nodes[parent].depth + 1};
    table_take(&c->children, s, return_address, parent, 0, id);
    ring_context(c->ring, id, return_address, parent, c->nodes[id].depth);
    return id;
}

/* Puts the new address before the caller's, and drops what is beyond the depth. */
static uint32_t extend(struct contexts *c, uint32_t caller, uint64_t return_address)
{
    uint64_t addresses[CONTEXT_DEPTH_MAX];
    unsigned n = c->nodes[caller].depth;
    uint32_t node = caller;

    for (unsigned i = n; i > 0; i--) {
        addresses[i - 1] = c->nodes[node].return_address;
        node = c->nodes[node].parent;
    }
    node = child(c, CONTEXT_ROOT, return_address);
    for (unsigned i = 0; i < n && i + 1 < c->depth; i++) {
        node = child(c, node, addresses[i]);
    }
    return node;
}

uint32_t contexts_call(struct contexts *c, uint32_t caller, uint64_t return_address)
{
    struct table_slot *s;
    uint32_t id;

    if (!c->depth) {
        return CONTEXT_ROOT;
    }
    s = table_find(&c->calls, return_address, caller, 0);
    if (s->id_plus_1) {
        return s->id_plus_1 - 1;
    }
    id = extend(c, caller, return_address);
    table_take(&c->calls, s, return_address, caller, 0, id);
    return id;
}
