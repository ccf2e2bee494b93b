/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stacks.h"

#include <stdlib.h>
#include <string.h>

/* How far below its innermost frame a stack that was left may go on, when it is not
 * known where exactly it was left. */
#define REACH 65536u
/* The same when it is known: what the switching code itself pushed. */
#define REACH_EXACT 256u

#define FIRST_FRAMES 32u
#define FIRST_STACKS 64u

static void *checked(void *p)
{
    if (!p) {
        abort();
    }
    return p;
}

void stacks_make_current(struct shadow *s, uint32_t index)
{
    struct stack *k = &s->stacks[index];

    s->current = index;
    k->used_at = ++s->uses;
    s->top = &k->frames[k->n - 1];
}

void stacks_announce(struct shadow *s, uint64_t time, uint64_t sp, enum ring_cause cause)
{
    struct stack *k = stacks_current(s);
    bool interrupt = false;

    s->ring->account[RING_COUNT_SWITCHES]++;
    if (!s->announce) {
        return;
    }
    for (uint32_t i = k->n; i-- > 0;) {
        if (k->frames[i].root) {
            interrupt = k->frames[i].interrupt;
            break;
        }
    }
    ring_switch(s->ring, time, s->top->activation, sp, k->id, cause,
                interrupt ? RING_ROOT_INTERRUPT : RING_ROOT_THREAD, s->top->context);
}

void stacks_push(struct shadow *s, struct frame frame)
{
    struct stack *k = stacks_current(s);

    if (k->n == SHADOW_FRAMES_MAX) { /* the outermost but the root go */
        uint32_t half = SHADOW_FRAMES_MAX / 2;

        memmove(&k->frames[1], &k->frames[1 + half], (k->n - 1 - half) * sizeof frame);
        k->n -= half;
        s->ring->account[RING_COUNT_FRAMES_FORGOTTEN] += half;
    }
    if (k->n == k->room) {
        k->room *= 2;
        k->frames = checked(realloc(k->frames, k->room * sizeof frame));
    }
    k->frames[k->n++] = frame;
    s->top = &k->frames[k->n - 1];
}

bool stacks_unwind(struct shadow *s, uint64_t sp)
{
    struct stack *k = stacks_current(s);
    uint32_t before = k->n;

    while (k->n > 1 && k->frames[k->n - 1].sp < sp) {
        k->n--;
    }
    s->top = &k->frames[k->n - 1];
    if (sp > k->high) {
        k->high = sp;
    }
    if (k->n == 1 && s->top->sp < sp) {
        s->top->sp = s->top->low = sp;
    }
    return k->n != before;
}

struct frame stacks_root(struct shadow *s, uint64_t sp, bool interrupt)
{
    return (struct frame){
        .sp = sp,
        .low = sp,
        .context = CONTEXT_ROOT,
        .activation = stacks_activation(s),
        .root = true,
        .interrupt = interrupt,
    };
}

/* A place for another stack: a new one, or that of the one not used for longest. */
static uint32_t place(struct shadow *s)
{
    uint32_t oldest = 1; /* never stack 0 */

    if (s->n < SHADOW_STACKS_MAX) {
        if (s->n == s->room) {
            s->room *= 2;
            s->stacks = checked(realloc(s->stacks, s->room * sizeof *s->stacks));
        }
        s->stacks[s->n] = (struct stack){.room = FIRST_FRAMES};
        s->stacks[s->n].frames = checked(calloc(FIRST_FRAMES, sizeof(struct frame)));
        return s->n++;
    }
    for (uint32_t i = 2; i < s->n; i++) {
        if (s->stacks[i].used_at < s->stacks[oldest].used_at) {
            oldest = i;
        }
    }
    s->ring->account[RING_COUNT_STACKS_FORGOTTEN]++;
    return oldest;
}

static void new_stack(struct shadow *s, uint32_t owner, uint64_t sp)
{
    uint32_t index = place(s);
    struct stack *k = &s->stacks[index];

    k->owner = owner;
    k->id = s->next_id++;
    k->high = sp;
    k->left_exactly = false;
    k->resume = k->resume_sp = 0;
    k->frames[0] = stacks_root(s, sp, false);
    k->n = 1;
    s->ring->account[RING_COUNT_STACKS]++;
    stacks_make_current(s, index);
}

void shadow_init(struct shadow *s, struct ring *ring, struct contexts *contexts, bool announce,
                 bool call_pushes)
{
    *s = (struct shadow){
        .ring = ring,
        .contexts = contexts,
        .announce = announce,
        .call_pushes = call_pushes,
        .room = FIRST_STACKS,
    };
    s->stacks = checked(calloc(s->room, sizeof *s->stacks));
    new_stack(s, 0, 0);
}

void shadow_free(struct shadow *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        free(s->stacks[i].frames);
    }
    free(s->stacks);
    s->stacks = NULL;
    s->top = NULL;
}

/* The distance from where the stack was left up to sp, or UINT64_MAX when sp is not on it. */
static uint64_t distance(const struct stack *k, uint64_t sp)
{
    uint64_t left = k->left_exactly ? k->suspended : k->frames[k->n - 1].sp;
    uint64_t reach = k->left_exactly ? REACH_EXACT : REACH;

    if (k->id == UNKNOWN || sp > k->high || sp + reach < left) {
        return UINT64_MAX;
    }
    return sp > left ? sp - left : left - sp;
}

void stacks_find(struct shadow *s, uint32_t owner, uint64_t sp)
{
    uint64_t best = UINT64_MAX;
    uint32_t index = 0;

    if (stacks_current(s)->owner == owner && distance(stacks_current(s), sp) == 0) {
        stacks_make_current(s, s->current);
        return;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->stacks[i].owner == owner) {
            uint64_t d = distance(&s->stacks[i], sp);

            if (d < best) {
                best = d;
                index = i;
            }
        }
    }
    if (best == UINT64_MAX) {
        new_stack(s, owner, sp);
    } else {
        stacks_make_current(s, index);
    }
}
