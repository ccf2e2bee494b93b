/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Interrupts, exceptions, system calls and signals: activations that nobody called.
 */
#include "stacks.h"

/* How far below the interrupted code's last known slot a handler's frame may begin
 * and still be on the same stack. */
#define REACH_HANDLER 16384u
/* User code that comes back from a system call this little before where it was to come back
 * is to make the call again. */
#define SYSTEM_CALL_BYTES 8u
/* What the kernel leaves free below the stack pointer when it puts a signal's frame there. */
#define RED_ZONE 32u

void shadow_handler(struct shadow *s, uint64_t time, uint32_t owner, uint64_t sp, bool broke_into,
                    bool interrupt)
{
    uint32_t index = s->current == UNKNOWN ? s->before : s->current;
    struct stack *k = &s->stacks[index];
    uint64_t last = k->frames[k->n - 1].sp;
    bool same = broke_into && k->owner == owner && sp <= k->high && last - sp < REACH_HANDLER &&
                last >= sp;

    s->ring->account[RING_COUNT_INTERRUPTS]++;
    if (same) {
        stacks_make_current(s, index);
    } else {
        stacks_find(s, owner, sp);
    }
    stacks_current(s)->left_exactly = false;
    stacks_unwind(s, sp);
    if (same || s->top->sp != sp || !s->top->root) {
        stacks_push(s, stacks_root(s, sp, interrupt));
    } else { /* nothing else is on this stack: its root begins anew */
        *s->top = stacks_root(s, sp, interrupt);
    }
    stacks_announce(s, time, sp, RING_CAUSE_INTERRUPT);
}

void shadow_handler_left(struct shadow *s, uint64_t time, uint32_t owner, uint64_t sp)
{
    uint32_t activation = s->top->activation;
    struct stack *k;
    bool left = false;

    stacks_find(s, owner, sp);
    k = stacks_current(s);
    k->left_exactly = false;
    for (uint32_t i = k->n; i-- > 1 && k->frames[i].sp < sp;) {
        left |= k->frames[i].interrupt;
    }
    stacks_unwind(s, sp);
    if (!left && k->n > 1 && s->top->interrupt && s->top->sp == sp) {
        k->n--; /* the processor pushed nothing when the handler began */
        s->top = &k->frames[k->n - 1];
    }
    if (s->top->activation != activation) {
        stacks_announce(s, time, sp, RING_CAUSE_RESUME);
    }
}

void shadow_suspend(struct shadow *s, uint64_t resume, uint64_t sp)
{
    struct stack *k = stacks_current(s);

    k->resume = resume;
    k->resume_sp = sp;
}

/* Whether the kernel sends user code to where it did not come from, with something new on its
 * stack.  A system call that is begun again starts a few bytes earlier. */
static bool diverted(const struct stack *k, uint64_t pc, uint64_t sp)
{
    bool lower = k->resume_sp ? sp < k->resume_sp : k->frames[k->n - 1].sp > sp;

    if (k->resume) {
        return lower && k->resume - pc > SYSTEM_CALL_BYTES;
    }
    return k->resume_sp && lower && k->resume_sp - sp > RED_ZONE;
}

void shadow_user(struct shadow *s, uint64_t time, uint32_t owner, uint64_t pc, uint64_t sp)
{
    uint32_t activation = s->top->activation;
    struct stack *k;
    bool signal;
    uint64_t resume;

    stacks_find(s, owner, sp);
    k = stacks_current(s);
    k->left_exactly = false;
    while (s->top->signal && s->top->return_address - pc <= SYSTEM_CALL_BYTES) {
        k->resume = k->resume_sp = 0; /* the signal's handler is done */
        k->n--;
        s->top = &k->frames[k->n - 1];
    }
    signal = diverted(k, pc, sp);
    resume = k->resume;
    stacks_unwind(s, sp);
    if (signal) {
        struct frame f = stacks_root(s, sp, false);

        f.signal = true;
        f.return_address = resume;
        stacks_push(s, f);
    }
    k->resume = k->resume_sp = 0;
    if (s->top->activation != activation) {
        stacks_announce(s, time, sp, RING_CAUSE_MODE);
    }
}

void shadow_empty(struct shadow *s)
{
    struct stack *k = stacks_current(s);

    k->n = 1;
    k->suspended = k->high;
    k->left_exactly = true;
    s->top = k->frames;
}

void shadow_unknown(struct shadow *s, uint64_t time, uint32_t owner)
{
    struct stack *k = &s->stacks[UNKNOWN];

    s->before = s->current;
    k->owner = owner;
    k->n = 1;
    k->high = 0;
    k->frames[0] = stacks_root(s, 0, false);
    stacks_make_current(s, UNKNOWN);
    stacks_announce(s, time, 0, RING_CAUSE_MODE);
}
