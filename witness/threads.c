/* SPDX-License-Identifier: Apache-2.0
 *
 * Two threads in the same functions at the same time, each with a buffer of its own.
 */
#include "machine.h"
#include "who.h"

#include <pthread.h>
#include <sched.h>

#define STORES 200000
#define EACH 1000
#define RING 4000
#define ASKED 50 /* times that each asks who called */

struct work {
    const char *name;
    uint8_t *ring;
    volatile uintptr_t *slots;
    uint32_t seed;
    uintptr_t ra, body_ra;
    pthread_t thread;
};

W_LEAF(threads_leaf)
static uintptr_t W_ABI threads_leaf(volatile uint8_t *to, uintptr_t product, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        to[i] = (uint8_t)((uint32_t)product >> 24);
        product += 2654435761u;
    }
    return W_RA();
}

W_NOIPA static void *body(void *of)
{
    struct work *work = of;

    for (uint32_t done = 0; done < STORES; done += EACH) {
        work->ra = threads_leaf(work->ring + done % RING, (work->seed + done) * 2654435761u, EACH);
        if (done % RING == 0) {
            w_who(work->slots++);
            sched_yield();
        }
    }
    work->body_ra = W_RA();
    return NULL;
}

W_NOIPA void case_threads(void)
{
    static struct work works[] = {{.name = "threads-1"}, {.name = "threads-2"}};

    for (unsigned i = 0; i < 2; i++) {
        works[i].ring = w_buffer(RING);
        works[i].slots = w_who_slots(ASKED);
        works[i].seed = w_seed();
        if (pthread_create(&works[i].thread, NULL, body, &works[i]))
            w_fail("no thread");
    }
    for (unsigned i = 0; i < 2; i++)
        pthread_join(works[i].thread, NULL);
    for (unsigned i = 0; i < 2; i++)
        w_keep(&(struct w_truth){.name = works[i].name,
                                 .same = "threads",
                                 .dir = 'w',
                                 W_BOUNDS(threads_leaf),
                                 .callers = {works[i].ra, works[i].body_ra},
                                 .buf = works[i].ring,
                                 .len = RING,
                                 .width = 1,
                                 .accesses = STORES,
                                 .bytes = STORES,
                                 .seed = works[i].seed});
}
