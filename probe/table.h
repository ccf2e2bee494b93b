/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A hash table from three words to a dense 32-bit id, by open addressing with
 * linear probing.  It only grows.  Lookups allocate nothing; an insertion may
 * double the table.  Not thread-safe.
 */
#ifndef TAPMINE_TABLE_H
#define TAPMINE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct table_slot {
    uint64_t a, b;
    uint32_t c;
    uint32_t id_plus_1; /* 0: empty */
};

struct table {
    struct table_slot *slots;
    size_t mask;
    size_t used;
};

void table_init(struct table *t, size_t slots_power_of_two);
void table_free(struct table *t);

/* The slot that holds the key, or the empty one where it belongs.  An empty slot
 * becomes the key's by table_take. */
struct table_slot *table_find(struct table *t, uint64_t a, uint64_t b, uint32_t c);

/* Gives the key the id.  The slot must come from table_find with no insertion in
 * between; it is not valid afterwards. */
void table_take(struct table *t, struct table_slot *slot, uint64_t a, uint64_t b, uint32_t c,
                uint32_t id);

#endif
