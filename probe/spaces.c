/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "spaces.h"

#include <stdlib.h>

#define FIRST_ROOM 256u
#define VOTES_MAX 1000
#define VOTES_TRUSTED 20

void spaces_init(struct spaces *s, struct ring *ring, uint64_t attributes)
{
    *s = (struct spaces){
        .ring = ring, .attributes = attributes, .room = FIRST_ROOM, .next_space = 1};
    s->roots = calloc(s->room, sizeof *s->roots);
    if (!s->roots) {
        abort();
    }
    table_init(&s->index, FIRST_ROOM);
    table_init(&s->heads, FIRST_ROOM);
    table_init(&s->first, FIRST_ROOM);
    table_init(&s->twice, FIRST_ROOM);
    s->ran_room = FIRST_ROOM;
    s->ran_at = calloc(s->ran_room, sizeof *s->ran_at);
    if (!s->ran_at) {
        abort();
    }
}

void spaces_free(struct spaces *s)
{
    free(s->roots);
    s->roots = NULL;
    table_free(&s->index);
    table_free(&s->heads);
    table_free(&s->first);
    table_free(&s->twice);
    free(s->ran_at);
    s->ran_at = NULL;
}

static struct space_root *find(struct spaces *s, uint64_t time, uint64_t root)
{
    struct table_slot *slot = table_find(&s->index, root, 0, 0);
    struct space_root *r;

    if (slot->id_plus_1) {
        return &s->roots[slot->id_plus_1 - 1];
    }
    if (s->used == s->room) {
        s->room *= 2;
        s->roots = realloc(s->roots, s->room * sizeof *s->roots);
        if (!s->roots) {
            abort();
        }
    }
    r = &s->roots[s->used];
    *r = (struct space_root){.root = root, .space = s->next_space++};
    table_take(&s->index, slot, root, 0, 0, s->used);
    slot = table_find(&s->heads, root & ~s->attributes, 0, 0);
    if (!slot->id_plus_1) {
        table_take(&s->heads, slot, root & ~s->attributes, 0, 0, s->used);
    }
    s->used++;
    ring_space(s->ring, time, r->space, root, 0);
    return r;
}

uint32_t spaces_of(struct spaces *s, uint64_t time, uint64_t root)
{
    return find(s, time, root)->space;
}

uint32_t spaces_reused(struct spaces *s, uint64_t time, uint64_t root)
{
    struct space_root *r = find(s, time, root);

    r->space = s->next_space++;
    r->incarnation++;
    r->written = 0;
    ring_space(s->ring, time, r->space, root, r->incarnation);
    return r->space;
}

void spaces_written(struct spaces *s, uint64_t physical, unsigned size)
{
    uint64_t head = physical & ~(uint64_t)(SPACES_HEAD - 1);
    struct table_slot *slot = table_find(&s->heads, head, 0, 0);

    if (slot->id_plus_1) {
        unsigned offset = (unsigned)(physical - head);

        for (unsigned i = offset; i < offset + size && i < SPACES_HEAD; i++) {
            s->roots[slot->id_plus_1 - 1].written |= 1u << i;
        }
    }
}

uint32_t spaces_entered(struct spaces *s, uint64_t time, uint64_t root)
{
    struct space_root *r = find(s, time, root);

    if (r->written == UINT32_MAX) {
        s->made_anew = true;
        return spaces_reused(s, time, root);
    }
    r->written = 0;
    return r->space;
}

void spaces_mapped(struct spaces *s, uint64_t address, uint64_t physical)
{
    if (address - physical == s->offset) {
        s->votes += s->votes < VOTES_MAX;
    } else if (s->votes > 0) {
        s->votes--;
    } else {
        s->offset = address - physical;
    }
}

void spaces_written_at(struct spaces *s, uint64_t address, unsigned size)
{
    if (s->votes >= VOTES_TRUSTED) {
        spaces_written(s, address - s->offset, size);
    }
}

bool spaces_runs_at(struct spaces *s, uint32_t space, uint64_t page, uint64_t number)
{
    struct table_slot *slot = table_find(&s->first, number, 0, space);
    struct table_slot *twice;

    if (!slot->id_plus_1) {
        uint32_t position = (uint32_t)s->first.used;

        if (position == s->ran_room) {
            s->ran_room *= 2;
            s->ran_at = realloc(s->ran_at, s->ran_room * sizeof *s->ran_at);
            if (!s->ran_at) {
                abort();
            }
        }
        s->ran_at[position] = page;
        table_take(&s->first, slot, number, 0, space, position);
    }
    twice = table_find(&s->twice, 0, 0, space);
    if (!twice->id_plus_1 && s->ran_at[table_find(&s->first, number, 0, space)->id_plus_1 - 1] != page) {
        table_take(&s->twice, twice, 0, 0, space, 0);
        return true;
    }
    return twice->id_plus_1 != 0;
}
