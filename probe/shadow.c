/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shadow.h"

#include <stdlib.h>
#include <string.h>

/* How far below its innermost frame a stack that was left may go on, when it is not
 * known where exactly it was left. */
#define REACH 65536u
/* The same when it is known: what the switching code itself pushed. */
#define REACH_EXACT 256u
/* How far below the interrupted code's last known slot a handler's frame may begin
 * and still be on the same stack. */
#define REACH_HANDLER 16384u
/* User code that comes back from a system call this little before where it was to come back
 * is to make the call again. */
#define SYSTEM_CALL_BYTES 8u
/* What the kernel leaves free below the stack pointer when it puts a signal's frame there. */
#define RED_ZONE 32u
/* A function that calls others with the stack pointer it was called with does so this soon. */
#define PROLOGUE 128u
/* A call this far from the innermost frame is on another stack. */
#define REACH_CALL (1u << 20)

/* The stack made by shadow_init, for code whose stack is not known. */
#define UNKNOWN 0u

#define FIRST_FRAMES 32u
#define FIRST_STACKS 64u

static void *checked(void *p)
{
    if (!p) {
        abort();
    }
    return p;
}

static struct stack *current(struct shadow *s)
{
    return &s->stacks[s->current];
}

static uint32_t next_activation(struct shadow *s)
{
    return s->activations++;
}

static void make_current(struct shadow *s, uint32_t index)
{
    struct stack *k = &s->stacks[index];

    s->current = index;
    k->used_at = ++s->uses;
    s->top = &k->frames[k->n - 1];
}

static void announce_switch(struct shadow *s, uint64_t time, uint64_t sp, enum ring_cause cause)
{
    struct stack *k = current(s);
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

static void push(struct shadow *s, struct frame frame)
{
    struct stack *k = current(s);

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

/* Leaves all frames that the stack pointer has moved up past; never the root. */
static bool unwind(struct shadow *s, uint64_t sp)
{
    struct stack *k = current(s);
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

static struct frame root_frame(struct shadow *s, uint64_t sp, bool interrupt)
{
    return (struct frame){
        .sp = sp,
        .low = sp,
        .context = CONTEXT_ROOT,
        .activation = next_activation(s),
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
    k->frames[0] = root_frame(s, sp, false);
    k->n = 1;
    s->ring->account[RING_COUNT_STACKS]++;
    make_current(s, index);
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

/* Makes the stack current that sp is on. */
static void find_stack(struct shadow *s, uint32_t owner, uint64_t sp)
{
    uint64_t best = UINT64_MAX;
    uint32_t index = 0;

    if (current(s)->owner == owner && distance(current(s), sp) == 0) {
        make_current(s, s->current);
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
        make_current(s, index);
    }
}

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
    struct stack *k = current(s);
    bool left = false;

    while (innermost_left(s, sp, pc)) {
        k->n--;
        s->top = &k->frames[k->n - 1];
        left = true;
    }
    if (left) {
        s->ring->account[RING_COUNT_UNWINDS]++;
        announce_switch(s, time, sp, RING_CAUSE_UNWIND);
    }
}

void shadow_call(struct shadow *s, uint64_t time, uint64_t sp, uint64_t return_address,
                 uint64_t callee)
{
    struct frame f;

    uint64_t limit = s->call_pushes ? sp + 1 : sp; /* a slot written again was left */

    if (s->top->sp < limit) {
        /* Something was left without a return; or the root's stack pointer was not known. */
        if (unwind(s, limit)) {
            s->ring->account[RING_COUNT_UNWINDS]++;
            announce_switch(s, time, sp, RING_CAUSE_UNWIND);
        }
    } else if (s->top->sp - sp > REACH_CALL) {
        shadow_resume(s, time, current(s)->owner, sp, RING_CAUSE_STACK);
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
        .activation = next_activation(s),
    };
    push(s, f);
    s->ring->account[RING_COUNT_CALLS]++;
    if (s->announce) {
        ring_call(s->ring, time, f.activation, sp, return_address, callee, current(s)->id,
                  f.context);
    }
}

static void pop(struct shadow *s, uint64_t time, uint32_t frames, uint64_t sp, uint64_t target)
{
    struct stack *k = current(s);

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
        if (unwind(s, sp) && (s->top->root || s->top->sp != sp)) {
            announce_switch(s, time, sp, RING_CAUSE_UNWIND);
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
    struct stack *k = current(s);

    if (!s->top->root && s->top->return_address == target) {
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
    if (unwind(s, sp)) {
        announce_switch(s, time, sp, RING_CAUSE_UNWIND);
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
    if (!s->top->root && s->top->return_address == target) {
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
    struct stack *k = current(s);

    own(s, sp);
    k->suspended = sp;
    k->left_exactly = true;
}

void shadow_resume(struct shadow *s, uint64_t time, uint32_t owner, uint64_t sp,
                   enum ring_cause cause)
{
    uint32_t activation = s->top->activation;
    uint32_t stack = s->current;

    find_stack(s, owner, sp);
    current(s)->left_exactly = false;
    unwind(s, sp);
    if (stack == UNKNOWN && current(s)->n == 1) { /* the kernel was entered: another activation */
        s->top->activation = next_activation(s);
        s->top->interrupt = false;
    }
    if (s->top->activation != activation || s->current != stack) {
        announce_switch(s, time, sp, cause);
    }
}

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
        make_current(s, index);
    } else {
        find_stack(s, owner, sp);
    }
    current(s)->left_exactly = false;
    unwind(s, sp);
    if (same || s->top->sp != sp || !s->top->root) {
        push(s, root_frame(s, sp, interrupt));
    } else { /* nothing else is on this stack: its root begins anew */
        *s->top = root_frame(s, sp, interrupt);
    }
    announce_switch(s, time, sp, RING_CAUSE_INTERRUPT);
}

void shadow_handler_left(struct shadow *s, uint64_t time, uint32_t owner, uint64_t sp)
{
    uint32_t activation = s->top->activation;
    struct stack *k;
    bool left = false;

    find_stack(s, owner, sp);
    k = current(s);
    k->left_exactly = false;
    for (uint32_t i = k->n; i-- > 1 && k->frames[i].sp < sp;) {
        left |= k->frames[i].interrupt;
    }
    unwind(s, sp);
    if (!left && k->n > 1 && s->top->interrupt && s->top->sp == sp) {
        k->n--; /* the processor pushed nothing when the handler began */
        s->top = &k->frames[k->n - 1];
    }
    if (s->top->activation != activation) {
        announce_switch(s, time, sp, RING_CAUSE_RESUME);
    }
}

void shadow_suspend(struct shadow *s, uint64_t resume, uint64_t sp)
{
    struct stack *k = current(s);

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

    find_stack(s, owner, sp);
    k = current(s);
    k->left_exactly = false;
    while (s->top->signal && s->top->return_address - pc <= SYSTEM_CALL_BYTES) {
        k->resume = k->resume_sp = 0; /* the signal's handler is done */
        k->n--;
        s->top = &k->frames[k->n - 1];
    }
    signal = diverted(k, pc, sp);
    resume = k->resume;
    unwind(s, sp);
    if (signal) {
        struct frame f = root_frame(s, sp, false);

        f.signal = true;
        f.return_address = resume;
        push(s, f);
    }
    k->resume = k->resume_sp = 0;
    if (s->top->activation != activation) {
        announce_switch(s, time, sp, RING_CAUSE_MODE);
    }
}

void shadow_empty(struct shadow *s)
{
    struct stack *k = current(s);

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
    k->frames[0] = root_frame(s, 0, false);
    make_current(s, UNKNOWN);
    announce_switch(s, time, 0, RING_CAUSE_MODE);
}
