/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What shadow stacks are made of: which stack a stack pointer is on, frames pushed and
 * left.  For the files that follow a kind of change each: shadow.c calls and returns,
 * shadow_handler.c what the kernel and interrupts do.
 */
#ifndef TAPMINE_STACKS_H
#define TAPMINE_STACKS_H

#include "shadow.h"

/* The stack made by shadow_init, for code whose stack is not known. */
#define UNKNOWN 0u

static inline struct stack *stacks_current(struct shadow *s)
{
    return &s->stacks[s->current];
}

static inline uint32_t stacks_activation(struct shadow *s)
{
    return s->activations++;
}

void stacks_make_current(struct shadow *s, uint32_t index);

/* Makes the stack current that sp is on, which may be a new one. */
void stacks_find(struct shadow *s, uint32_t owner, uint64_t sp);

void stacks_push(struct shadow *s, struct frame frame);

/* Leaves all frames that the stack pointer has moved up past; never the root. */
bool stacks_unwind(struct shadow *s, uint64_t sp);

/* A root that begins here, with an activation of its own. */
struct frame stacks_root(struct shadow *s, uint64_t sp, bool interrupt);

/* Tells of the current activation. */
void stacks_announce(struct shadow *s, uint64_t time, uint64_t sp, enum ring_cause cause);

#endif
