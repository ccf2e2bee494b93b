/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stacks.h"

/* A function that calls others with the stack pointer it was called with does so this soon. */
#define PROLOGUE 128u
/* A call this far from the innermost frame is on another stack. */
#define REACH_CALL (1u << 20)

static void own(struct shadow *s, uint64_t slot)
{
    if (slot < s->top->low) {
        s->top->low = slot;
    }
}

/* Whether code at pc, with the stack pointer that the innermost function was called with, may be
 * that function's: only near its beginning does a function call others before it makes its frame.
 * All else is its caller's, which has got there by longjmp or by an exception. */
static bool innermost_left(const struct shadow *s, uint64_t sp, uint64_t pc)
{
    const struct frame *f = s->top;

    if (s->call_pushes || f->root || f->sp != sp) {
        return false;
    }
    if (f[-1].callee > f->callee && pc >= f[-1].callee) {
        return true;
    }
    return pc - f->callee >= PROLOGUE;
}

void shadow_landed(struct shadow *s, uint64_t time, uint64_t sp, uint64_t pc)
{
    struct stack *k = stacks_current(s);
    bool left = false;

    while (innermost_left(s, sp, pc)) {
        k->n--;
        s->top = &k->frames[k->n - 1];
        left = true;
    }
    if (left) {
        s->ring->account[RING_COUNT_UNWINDS]++;
        stacks_announce(s, time, sp, RING_CAUSE_UNWIND);
    }
}

void shadow_call(struct shadow *s, uint64_t time, uint64_t sp, uint64_t return_address,
                 uint64_t callee)
{
    struct frame f;

    uint64_t limit = s->call_pushes ? sp + 1 : sp; /* a slot written again was left */

    if (s->top->sp < limit) {
        /* Something was left without a return; or the root's stack pointer was not known. */
        if (stacks_unwind(s, limit)) {
            s->ring->account[RING_COUNT_UNWINDS]++;
            stacks_announce(s, time, sp, RING_CAUSE_UNWIND);
        }
    } else if (s->top->sp - sp > REACH_CALL) {
        shadow_resume(s, time, stacks_current(s)->owner, sp, RING_CAUSE_STACK);
    }
    if (s->top->sp == sp) {
        shadow_landed(s, time, sp, return_address - 1);
    }
    own(s, sp);
    f = (struct frame){
        .sp = sp,
        .low = sp,
        .return_address = return_address,
        .callee = callee,
        .context = contexts_call(s->contexts, s->top->context, return_address),
        .activation = stacks_activation(s),
    };
    stacks_push(s, f);
    s->ring->account[RING_COUNT_CALLS]++;
    if (s->announce) {
        ring_call(s->ring, time, f.activation, sp, return_address, callee, stacks_current(s)->id,
                  f.context);
    }
}

static void pop(struct shadow *s, uint64_t time, uint32_t frames, uint64_t sp, uint64_t target)
{
    struct stack *k = stacks_current(s);

    k->n -= frames;
    s->top = &k->frames[k->n - 1];
    s->ring->account[RING_COUNT_RETURNS]++;
    if (s->announce) {
        ring_return(s->ring, time, s->top->activation, sp, target);
    }
}

/* Calls push: the slot says which activation ends. */
static bool return_by_slot(struct shadow *s, uint64_t time, uint64_t sp, uint64_t target)
{
    bool known;

    if (s->top->root || s->top->sp != sp) {
        s->ring->account[RING_COUNT_UNWINDS]++;
        if (s->top->sp > sp) {
            return false; /* no call left this slot: a jump by way of the stack */
        }
        if (stacks_unwind(s, sp) && (s->top->root || s->top->sp != sp)) {
            stacks_announce(s, time, sp, RING_CAUSE_UNWIND);
        }
        if (s->top->root || s->top->sp != sp) {
            return true;
        }
    }
    known = s->top->return_address == target;
    pop(s, time, 1, sp, target);
    return known;
}

/* Calls leave their return address in a register: where a return goes says which
 * activation ends.  Calls that do not move the stack pointer may be left together. */
static bool return_by_target(struct shadow *s, uint64_t time, uint64_t sp, uint64_t target)
{
    struct stack *k = stacks_current(s);

    if (shadow_expects(s, target)) {
        pop(s, time, 1, sp, target);
        return true;
    }
    s->ring->account[RING_COUNT_UNWINDS]++;
    if (s->top->sp > sp) {
        return false;
    }
    for (uint32_t i = k->n; i-- > 1 && k->frames[i].sp <= sp && !k->frames[i].root;) {
        if (k->frames[i].sp == sp && k->frames[i].return_address == target) {
            pop(s, time, k->n - i, sp, target);
            return true;
        }
    }
    if (stacks_unwind(s, sp)) {
        stacks_announce(s, time, sp, RING_CAUSE_UNWIND);
    }
    shadow_landed(s, time, sp, target);
    return s->top->root;
}

bool shadow_return(struct shadow *s, uint64_t time, uint64_t sp, uint64_t target)
{
    return s->call_pushes ? return_by_slot(s, time, sp, target)
                          : return_by_target(s, time, sp, target);
}

void shadow_return_blind(struct shadow *s, uint64_t time, uint64_t target)
{
    if (shadow_expects(s, target)) {
        pop(s, time, 1, s->top->sp, target);
    }
}

void shadow_rename(struct shadow *s, uint64_t time, uint64_t callee)
{
    if (s->announce) {
        ring_rename(s->ring, time, s->top->activation, callee);
    }
}

void shadow_leave(struct shadow *s, uint64_t sp)
{
    struct stack *k = stacks_current(s);

    own(s, sp);
    k->suspended = sp;
    k->left_exactly = true;
}

void shadow_resume(struct shadow *s, uint64_t time, uint32_t owner, uint64_t sp,
                   enum ring_cause cause)
{
    uint32_t activation = s->top->activation;
    uint32_t stack = s->current;

    stacks_find(s, owner, sp);
    stacks_current(s)->left_exactly = false;
    stacks_unwind(s, sp);
    if (stack == UNKNOWN && stacks_current(s)->n == 1) { /* the kernel was entered: another activation */
        s->top->activation = stacks_activation(s);
        s->top->interrupt = false;
    }
    if (s->top->activation != activation || s->current != stack) {
        stacks_announce(s, time, sp, cause);
    }
}
