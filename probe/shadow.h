/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Shadow call stacks: which activation runs, and who called it.
 *
 * A stack belongs to an owner, the kernel (0) or a user address space, and is told
 * from the owner's others by where its stack pointer is.  Its frames are ordered by
 * stack pointer, outermost first; the stack grows down.  Whatever moves the stack
 * pointer up past a frame has left that frame's activation, however it did that:
 * so returns, longjmp, exceptions and lost returns all come right in the end.
 *
 * A frame's `sp` is the stack pointer with which its function began (where a call
 * pushes its return address, that address's slot): the function's own frame is what
 * lies below it.  Frame 0 is the root: what runs on a stack without having been
 * called.  The handler of an interrupt is a root in the middle of a stack.
 */
#ifndef TAPMINE_SHADOW_H
#define TAPMINE_SHADOW_H

#include "context.h"

#define SHADOW_STACKS_MAX 4096u
#define SHADOW_FRAMES_MAX 4096u

struct frame {
    uint64_t sp;
    uint64_t low; /* lowest stack slot that the activation is known to own */
    uint64_t return_address;
    uint64_t callee; /* where its function begins */
    uint32_t context;
    uint32_t activation;
    bool root;
    bool interrupt; /* a root, of an interrupt's or exception's handler */
    bool signal;    /* a root, of a handler that the kernel made user code call; the address
                     * where the code goes on that it broke into is return_address */
};

struct stack {
    uint32_t owner;
    uint64_t id; /* 0: the one for code whose stack is not known; never used again */
    uint64_t used_at;
    uint64_t high;      /* highest stack pointer seen */
    uint64_t suspended; /* stack pointer when it was last left, if left_exactly */
    bool left_exactly;
    uint64_t resume;    /* user code: where it goes on when the kernel is done; 0: not known */
    uint64_t resume_sp; /* and with which stack pointer; 0: not known */
    struct frame *frames;
    uint32_t n, room;
};

struct shadow {
    struct ring *ring;
    struct contexts *contexts;
    bool announce; /* calls, returns and switches go to the ring */
    bool call_pushes;
    uint32_t caller_area; /* bytes above where it began that are a function's own, if addressed by sp */
    struct stack *stacks;
    uint32_t n, room;
    uint64_t next_id, uses;
    uint32_t activations;
    uint32_t current; /* index of the current stack */
    uint32_t before;  /* index of the one before it became unknown */
    struct frame *top; /* its innermost frame */
};

void shadow_init(struct shadow *s, struct ring *ring, struct contexts *contexts, bool announce,
                 bool call_pushes);
void shadow_free(struct shadow *s);

/* A function begins with stack pointer `sp`. */
void shadow_call(struct shadow *s, uint64_t time, uint64_t sp, uint64_t return_address,
                 uint64_t callee);

/* A return instruction took `target` from the slot `sp` (where calls push), or went to
 * `target` with the stack pointer `sp`.  Returns false when it went to no return address
 * known: then the caller should say where it went, by shadow_rename. */
bool shadow_return(struct shadow *s, uint64_t time, uint64_t sp, uint64_t target);

/* The same where the stack pointer is not known: only the innermost call is looked at. */
void shadow_return_blind(struct shadow *s, uint64_t time, uint64_t target);

/* Code runs at `pc` with stack pointer `sp`, to which it came by other means than a call or a
 * return.  Where a call does not move the stack pointer, it is by the code's address that the
 * activation called last turns out to have been left. */
void shadow_landed(struct shadow *s, uint64_t time, uint64_t sp, uint64_t pc);

/* The current activation goes on in another function. */
void shadow_rename(struct shadow *s, uint64_t time, uint64_t callee);

/* The stack pointer is about to be replaced; `sp` is its value still. */
void shadow_leave(struct shadow *s, uint64_t sp);

/* The stack pointer is `sp`, by other means than push, pop, call and return. */
void shadow_resume(struct shadow *s, uint64_t time, uint32_t owner, uint64_t sp,
                   enum ring_cause cause);

/* A handler begins with stack pointer `sp`.  `broke_into` says that code of the same
 * owner was interrupted, whose stack the handler may share. */
void shadow_handler(struct shadow *s, uint64_t time, uint32_t owner, uint64_t sp, bool broke_into,
                    bool interrupt);

/* Kernel code goes on with stack pointer `sp` that a handler broke into, which is left. */
void shadow_handler_left(struct shadow *s, uint64_t time, uint32_t owner, uint64_t sp);

/* User code gives way to the kernel: where and with which stack pointer it will go on, 0 if not
 * known. */
void shadow_suspend(struct shadow *s, uint64_t resume, uint64_t sp);

/* User code goes on at `pc` with stack pointer `sp`.  If that is not where it was suspended,
 * the kernel made it call a signal's handler, which is a root of its own. */
void shadow_user(struct shadow *s, uint64_t time, uint32_t owner, uint64_t pc, uint64_t sp);

/* The current stack is left with nothing on it: the kernel goes back to user code. */
void shadow_empty(struct shadow *s);

/* Code of this owner runs, and its stack pointer is not known yet. */
void shadow_unknown(struct shadow *s, uint64_t time, uint32_t owner);

/* Whether the innermost call returns to this address: then a return that goes there by a register
 * needs no stack pointer, but to be announced with. */
static inline bool shadow_expects(const struct shadow *s, uint64_t target)
{
    return !s->top->root && s->top->return_address == target;
}

/* Whether an access at this address is to the running activation's own frame.
 * `by_sp`: the instruction addresses it by the stack pointer.  By the s390x ABI a function also
 * owns an area above, in its caller's frame. */
static inline bool shadow_own_slot(struct shadow *s, uint64_t address, bool by_sp)
{
    struct frame *f = s->top;

    if (address >= f->sp) {
        /* What a function may spill into above, if it is a spill. */
        return by_sp && address - f->sp < s->caller_area;
    }
    if (by_sp) {
        if (address < f->low) {
            f->low = address;
        }
        return true;
    }
    return address >= f->low;
}

#endif
