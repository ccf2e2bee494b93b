/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Calling contexts: a tree whose node at depth d stands for the d innermost return
 * addresses.  A node's parent is the same context without its outermost address, so
 * that folding a context to a smaller depth is going up.
 */
#ifndef TAPMINE_CONTEXT_H
#define TAPMINE_CONTEXT_H

#include "ring_writer.h"
#include "table.h"

struct context_node {
    uint64_t return_address; /* the outermost one */
    uint32_t parent;
    uint32_t depth;
};

struct contexts {
    struct ring *ring; /* new nodes are announced here */
    unsigned depth;    /* return addresses kept */
    struct context_node *nodes;
    uint32_t used, room;
    struct table children; /* (return address, parent) -> node */
    struct table calls;    /* (return address, context of the caller) -> context of the callee */
};

#define CONTEXT_ROOT 0u
#define CONTEXT_DEPTH_MAX 16u

void contexts_init(struct contexts *c, struct ring *ring, unsigned depth);
void contexts_free(struct contexts *c);

/* The context of a function called with this return address by one whose context is `caller`. */
uint32_t contexts_call(struct contexts *c, uint32_t caller, uint64_t return_address);

#endif
