/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The probe's side of the ring.  It knows the layout (ring.h) and libc, nothing of
 * QEMU.  One thread at a time: whoever calls must hold a lock, or be alone.
 *
 *     struct ring ring = { .arch = "x86_64" };
 *     if (ring_open(&ring, path, why, sizeof why)) { ring_refuse(path, why); ... }
 *     ring_access(&ring, RING_ACCESS_8, tap, time, address, value);
 *     ring_end(&ring, RING_ENDED);
 *
 * A reader that is slow is waited for.  One that is gone sets `orphaned`: from then
 * on events go to a private batch and are forgotten, and nothing waits any more.
 * The same holds after ring_end, so a late event never harms.
 *
 * Record locks belong to the process, and closing any descriptor of the file drops
 * them all: nobody else in this process may open the ring's file.
 */
#ifndef TAPMINE_RING_WRITER_H
#define TAPMINE_RING_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ring.h"

#define RING_SLOT_WORDS (RING_SLOT_BYTES / 8u)

struct ring {
    /* to be set before ring_open */
    const char *arch; /* QEMU's target name; NULL: not known */
    bool big_endian;  /* the guest is */

    /* to be read and counted by the caller */
    uint64_t account[RING_ACCOUNTS]; /* copied to the header with every batch */
    bool orphaned;                   /* the reader is gone; events are forgotten */

    /* the writer's own */
    uint64_t *next;      /* where the next event goes */
    unsigned room;       /* slots left from there; 0 also when no batch is begun */
    unsigned batches;    /* a power of two */
    uint64_t base;       /* the time that deltas are relative to */
    uint64_t published;  /* batches */
    uint64_t *head;      /* the batch being filled, or NULL */
    unsigned char *map;  /* the file, or NULL */
    size_t map_bytes;
    uint64_t *scratch;   /* a private batch for events that nobody wants */
    int fd;              /* holds the lock; -1 when there is none */
    bool ended;
};

/* Takes the ring at path and sets it RUNNING.  Returns 0, or -1 with a sentence in
 * why[n]; the ring is then closed and its file as it was. */
int ring_open(struct ring *r, const char *path, char *why, size_t n);

/* Hands over what is in the current batch, if anything. */
void ring_flush(struct ring *r);

/* Flushes, copies the account, says that the trace is over, and drops the lock. */
void ring_end(struct ring *r, enum ring_state state);

/* Tells the reader of the ring at path why there will be no trace.  For a process
 * that does not have the ring open, or is about to leave it.  Returns 0, or -1 when
 * there is no such ring, or another probe has it.  A ring of another version can be
 * refused as well: where state and message are never changes. */
int ring_refuse(const char *path, const char *message);

/* Whether the reader still holds its lock: a system call.  When it does not,
 * `orphaned` is set. */
bool ring_reader_there(struct ring *r);

/* Leaves a sentence for whoever reads the trace.  For a ring that is open. */
void ring_note(struct ring *r, const char *message);

/* Unmaps everything.  No event may follow. */
void ring_close(struct ring *r);

/* Begins the next batch, waiting for room; the slow half of ring_slots. */
void ring_turn(struct ring *r);

/* Emits RING_TIME; the slow half of ring_event. */
void ring_time(struct ring *r, uint64_t time);

/* Room for an event of n consecutive slots (1 <= n < RING_BATCH_SLOTS) in the
 * current batch, publishing it and beginning another when n do not fit. */
static inline uint64_t *ring_slots(struct ring *r, unsigned n)
{
    if (__builtin_expect(r->room < n, 0)) {
        ring_turn(r);
    }
    uint64_t *slots = r->next;
    r->room -= n;
    r->next = slots + n * RING_SLOT_WORDS;
    return slots;
}

static inline uint64_t ring_word(uint64_t delta, enum ring_kind kind, uint32_t id)
{
    return delta << RING_TIME_SHIFT | (uint64_t)kind << RING_KIND_SHIFT | id;
}

/* An event of n slots with its word 0 written; the other 3 n - 1 words are the
 * caller's to write, all of them.  Time must not go back. */
static inline uint64_t *ring_event(struct ring *r, enum ring_kind kind, uint32_t id,
                                   uint64_t time, unsigned n)
{
    if (__builtin_expect(time - r->base > RING_DELTA_MAX, 0)) {
        ring_time(r, time);
    }
    uint64_t *slots = ring_slots(r, n);
    slots[0] = ring_word(time - r->base, kind, id);
    return slots;
}

/* The same for a definition, which has no time. */
static inline uint64_t *ring_define(struct ring *r, enum ring_kind kind, uint32_t id, unsigned n)
{
    uint64_t *slots = ring_slots(r, n);
    slots[0] = ring_word(0, kind, id);
    return slots;
}

/* 1, 2, 4 or 8 bytes wide. */
static inline void ring_access(struct ring *r, enum ring_kind kind, uint32_t tap, uint64_t time,
                               uint64_t address, uint64_t value)
{
    uint64_t *slots = ring_event(r, kind, tap, time, 1);
    slots[1] = address;
    slots[2] = value;
}

static inline void ring_access_16(struct ring *r, uint32_t tap, uint64_t time, uint64_t address,
                                  uint64_t low, uint64_t high)
{
    uint64_t *slots = ring_event(r, RING_ACCESS_16, tap, time, 2);
    slots[1] = address;
    slots[2] = low;
    slots[3] = high;
    slots[4] = 0;
    slots[5] = 0;
}

static inline void ring_call(struct ring *r, uint64_t time, uint32_t activation,
                             uint64_t stack_pointer, uint64_t return_address, uint64_t callee,
                             uint64_t stack, uint32_t context)
{
    uint64_t *slots = ring_event(r, RING_CALL, activation, time, 2);
    slots[1] = stack_pointer;
    slots[2] = return_address;
    slots[3] = callee;
    slots[4] = stack;
    slots[5] = context;
}

static inline void ring_return(struct ring *r, uint64_t time, uint32_t activation,
                               uint64_t stack_pointer, uint64_t target)
{
    uint64_t *slots = ring_event(r, RING_RETURN, activation, time, 1);
    slots[1] = stack_pointer;
    slots[2] = target;
}

static inline void ring_rename(struct ring *r, uint64_t time, uint32_t activation, uint64_t callee)
{
    uint64_t *slots = ring_event(r, RING_RENAME, activation, time, 1);
    slots[1] = callee;
    slots[2] = 0;
}

static inline void ring_switch(struct ring *r, uint64_t time, uint32_t activation,
                               uint64_t stack_pointer, uint64_t stack, enum ring_cause cause,
                               enum ring_root root, uint32_t context)
{
    uint64_t *slots = ring_event(r, RING_SWITCH, activation, time, 2);
    slots[1] = stack_pointer;
    slots[2] = stack;
    slots[3] = cause;
    slots[4] = root;
    slots[5] = context;
}

static inline void ring_privilege(struct ring *r, uint64_t time, bool user, uint32_t space)
{
    uint64_t *slots = ring_event(r, RING_PRIVILEGE, user, time, 1);
    slots[1] = space;
    slots[2] = 0;
}

static inline void ring_tap(struct ring *r, uint32_t tap, uint64_t pc, uint32_t context,
                            unsigned flags, uint32_t space)
{
    uint64_t *slots = ring_define(r, RING_TAP, tap, 2);
    slots[1] = pc;
    slots[2] = context;
    slots[3] = flags;
    slots[4] = space;
    slots[5] = 0;
}

static inline void ring_context(struct ring *r, uint32_t context, uint64_t return_address,
                                uint32_t parent, unsigned depth)
{
    uint64_t *slots = ring_define(r, RING_CONTEXT, context, 2);
    slots[1] = return_address;
    slots[2] = parent;
    slots[3] = depth;
    slots[4] = 0;
    slots[5] = 0;
}

static inline void ring_space(struct ring *r, uint64_t time, uint32_t space, uint64_t root,
                              uint64_t incarnation)
{
    uint64_t *slots = ring_event(r, RING_SPACE, space, time, 1);
    slots[1] = root;
    slots[2] = incarnation;
}

static inline void ring_touch(struct ring *r, uint64_t time, uint32_t space, uint64_t block,
                              unsigned kind)
{
    uint64_t *slots = ring_event(r, RING_TOUCH, space, time, 1);
    slots[1] = block;
    slots[2] = kind;
}

/* n, 0 to 16: the bytes of the instruction. */
void ring_code(struct ring *r, uint64_t pc, uint32_t space, const unsigned char *bytes, unsigned n,
               uint64_t place);

#endif
