/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Address spaces: page-table roots by dense id.  Id 0 is all kernel code.  A root
 * that another process has taken over becomes a new space, its next incarnation.
 */
#ifndef TAPMINE_SPACES_H
#define TAPMINE_SPACES_H

#include "ring_writer.h"
#include "table.h"

struct space_root {
    uint64_t root;
    uint32_t space; /* of its present incarnation */
    uint32_t incarnation;
};

struct spaces {
    struct ring *ring;
    struct table index; /* root -> position in roots */
    struct space_root *roots;
    uint32_t used, room;
    uint32_t next_space;
};

void spaces_init(struct spaces *s, struct ring *ring);
void spaces_free(struct spaces *s);

/* The space of the root's present incarnation; announced at its first use. */
uint32_t spaces_of(struct spaces *s, uint64_t time, uint64_t root);

/* Another process has the root: a new space. */
uint32_t spaces_reused(struct spaces *s, uint64_t time, uint64_t root);

#endif
