/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The slow half of filling a ring: waiting, handing over, ending.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include "ring_file.h"

#include <string.h>
#include <time.h>

#define SPINS 2000               /* some tens of microseconds */
#define NAP_NS 50000L            /* between looks at `consumed` */
#define WATCH_NS 10000000L       /* between looks at the reader's lock */
#define WATCH_BATCHES_MASK 0x3fu /* and, while nothing waits, every 64 batches */

static void copy_account(struct ring *r)
{
    memcpy(r->map + RING_ACCOUNT_OFFSET, r->account, sizeof r->account);
}

bool ring_reader_there(struct ring *r)
{
    if (!r->orphaned && !r->ended && !reader_locked(r->fd)) {
        r->orphaned = true;
    }
    return !r->orphaned;
}

static bool full(struct ring *r)
{
    uint64_t consumed = atomic_load_explicit(consumed_of(r->map), memory_order_acquire);
    return r->published - consumed >= r->batches;
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void pause_briefly(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield" ::: "memory");
#endif
}

/* Waits until a batch is free or the reader is gone. */
static void wait_for_room(struct ring *r)
{
    if (!full(r)) {
        return;
    }
    r->account[RING_COUNT_STALLS]++;
    for (int spin = 0; spin < SPINS; spin++) {
        pause_briefly();
        if (!full(r)) {
            return;
        }
    }
    uint64_t watched = now_ns();
    while (full(r)) {
        struct timespec nap = { .tv_sec = 0, .tv_nsec = NAP_NS };
        nanosleep(&nap, NULL); /* a signal may cut it short: then it looks sooner */
        uint64_t now = now_ns();
        if (now - watched >= (uint64_t)WATCH_NS) {
            watched = now;
            if (!ring_reader_there(r)) {
                return;
            }
        }
    }
}

void ring_flush(struct ring *r)
{
    uint64_t *head = r->head;
    if (!head) {
        return;
    }
    uint32_t used = RING_BATCH_SLOTS - r->room;
    r->head = NULL;
    r->next = NULL;
    r->room = 0;
    if (head == r->scratch || used == 1) {
        return;
    }
    head[0] = ring_word(0, RING_BATCH, used);
    copy_account(r);
    r->published++;
    atomic_store_explicit(published_of(r->map), r->published, memory_order_release);
}

void ring_turn(struct ring *r)
{
    ring_flush(r);
    if (!r->orphaned && !r->ended) {
        if ((r->published & WATCH_BATCHES_MASK) == WATCH_BATCHES_MASK) {
            ring_reader_there(r);
        }
        wait_for_room(r);
    }
    if (r->orphaned || r->ended) {
        r->head = r->scratch;
    } else {
        size_t index = r->published & (r->batches - 1);
        r->head = (uint64_t *)(void *)(r->map + RING_DATA_OFFSET + index * BATCH_BYTES);
        r->head[1] = r->base;
        r->head[2] = r->published;
    }
    r->next = r->head + RING_SLOT_WORDS;
    r->room = RING_BATCH_SLOTS - 1;
}

void ring_time(struct ring *r, uint64_t time)
{
    uint64_t *slots = ring_slots(r, 1);
    slots[0] = ring_word(0, RING_TIME, 0);
    slots[1] = time;
    slots[2] = 0;
    r->base = time;
}

void ring_code(struct ring *r, uint64_t pc, uint32_t space, const unsigned char *bytes, unsigned n,
               uint64_t place)
{
    uint64_t *slots = ring_define(r, RING_CODE, n, 2);
    slots[1] = pc;
    slots[2] = space;
    slots[3] = 0;
    slots[4] = 0;
    slots[5] = place;
    memcpy(slots + 3, bytes, n < 16 ? n : 16);
}

void ring_end(struct ring *r, enum ring_state state)
{
    if (r->ended || !r->map) {
        return;
    }
    ring_flush(r);
    copy_account(r);
    atomic_store_explicit(state_of(r->map), state, memory_order_release);
    r->ended = true;
    close(r->fd);
    r->fd = -1;
}
