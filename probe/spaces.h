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
    uint32_t written; /* which of its first bytes the kernel wrote since it was last used; a bit a byte */
};

/* How much of a table is looked at. */
#define SPACES_HEAD 32u


struct spaces {
    struct ring *ring;
    struct table index; /* root -> position in roots */
    struct table heads; /* where its table begins -> position in roots */
    struct table first; /* (page of memory, space) -> position in ran_at */
    uint64_t *ran_at;   /* the page of the space's addresses at which it ran first */
    uint32_t ran_room;
    struct table twice; /* spaces in which a page of code has two addresses */
    uint64_t attributes; /* bits of a root that are no part of that address */
    struct space_root *roots;
    uint32_t used, room;
    uint32_t next_space;
    bool made_anew; /* a root's table was seen to be, once at least */
    uint64_t offset; /* of the kernel's addresses of memory from physical ones, by majority, */
    int votes;       /* which is this much */
};

/* Code of user mode runs at this page of a space's addresses; `number` is the page of memory it lies
 * in.  Returns whether the space is one in which some page of code has two addresses. */
bool spaces_runs_at(struct spaces *s, uint32_t space, uint64_t page, uint64_t number);

void spaces_init(struct spaces *s, struct ring *ring, uint64_t attributes);
void spaces_free(struct spaces *s);

/* The space of the root's present incarnation; announced at its first use. */
uint32_t spaces_of(struct spaces *s, uint64_t time, uint64_t root);

/* The kernel wrote to memory, here by its physical address.  A table that is written over from
 * its first byte to its 32nd while no code runs in it has been taken for another space: tables
 * are cleared when they are made, and while they live one entry is set at a time. */
void spaces_written(struct spaces *s, uint64_t physical, unsigned size);

/* The kernel has memory at this address and this physical one. */
void spaces_mapped(struct spaces *s, uint64_t address, uint64_t physical);

/* The kernel wrote to an address whose physical one is not known, but where most of its memory is
 * mapped with one offset, as most systems do. */
void spaces_written_at(struct spaces *s, uint64_t address, unsigned size);

/* Code is about to run in the root's space: the present one, or a new one if its table was made
 * anew. */
uint32_t spaces_entered(struct spaces *s, uint64_t time, uint64_t root);

/* Another process has the root: a new space. */
uint32_t spaces_reused(struct spaces *s, uint64_t time, uint64_t root);

#endif
