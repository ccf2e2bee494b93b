/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "table.h"

#include <stdlib.h>

static uint64_t mix(uint64_t a, uint64_t b, uint32_t c)
{
    uint64_t h = (a ^ (b << 29 | b >> 35)) * 0x9e3779b97f4a7c15ull;
    h ^= (uint64_t)c * 0xc2b2ae3d27d4eb4full;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93ull;
    return h ^ h >> 32;
}

static struct table_slot *allocate(size_t n)
{
    struct table_slot *slots = calloc(n, sizeof *slots);

    if (!slots) {
        abort();
    }
    return slots;
}

void table_init(struct table *t, size_t slots_power_of_two)
{
    t->slots = allocate(slots_power_of_two);
    t->mask = slots_power_of_two - 1;
    t->used = 0;
}

void table_free(struct table *t)
{
    free(t->slots);
    t->slots = NULL;
    t->used = t->mask = 0;
}

struct table_slot *table_find(struct table *t, uint64_t a, uint64_t b, uint32_t c)
{
    size_t i = mix(a, b, c) & t->mask;

    for (;; i = (i + 1) & t->mask) {
        struct table_slot *s = &t->slots[i];

        if (!s->id_plus_1 || (s->a == a && s->b == b && s->c == c)) {
            return s;
        }
    }
}

static void grow(struct table *t)
{
    struct table_slot *old = t->slots;
    size_t n = t->mask + 1;

    t->slots = allocate(n * 2);
    t->mask = n * 2 - 1;
    for (size_t i = 0; i < n; i++) {
        if (old[i].id_plus_1) {
            *table_find(t, old[i].a, old[i].b, old[i].c) = old[i];
        }
    }
    free(old);
}

void table_take(struct table *t, struct table_slot *slot, uint64_t a, uint64_t b, uint32_t c,
                uint32_t id)
{
    *slot = (struct table_slot){a, b, c, id + 1};
    if (++t->used * 5 > t->mask * 3) {
        grow(t);
    }
}
