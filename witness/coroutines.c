/* SPDX-License-Identifier: Apache-2.0
 *
 * Two stacks in one thread: each writes through the same leaf from a place of its own, and yields
 * in the midst of its own frames.
 */
#include "machine.h"
#include "who.h"

#include <ucontext.h>

#define N 240
#define TURNS 40
#define EACH (N / TURNS)

static ucontext_t main_context, contexts[2];
static uint8_t *buffers[2];
static uint32_t seeds[2];
static uintptr_t leaf_ra, step_ra[2];
static uint8_t source[EACH];

W_COPY_LEAF(coroutines_leaf)

W_NOIPA static void step(unsigned which, unsigned turn)
{
    step_ra[which] = W_RA();
    w_pattern(source, seeds[which] + turn * EACH, EACH);
    leaf_ra = coroutines_leaf(buffers[which] + turn * EACH, source, EACH);
    swapcontext(&contexts[which], &contexts[!which]);
    if (turn % 16 == 0)
        w_who(w_who_slot());
}

W_NOIPA static void first(void)
{
    for (unsigned turn = 0; turn < TURNS; turn++)
        step(0, turn);
}

W_NOIPA static void second(void)
{
    for (unsigned turn = 0; turn < TURNS; turn++)
        step(1, turn);
}

W_NOIPA static void prepare(unsigned which, void (*body)(void))
{
    static uint8_t stacks[2][64 * 1024] __attribute__((aligned(16)));
    ucontext_t *context = &contexts[which];

    buffers[which] = w_buffer(N);
    seeds[which] = w_seed();
    getcontext(context);
    context->uc_stack.ss_sp = stacks[which];
    context->uc_stack.ss_size = sizeof stacks[which];
    context->uc_link = which ? &main_context : &contexts[1];
    makecontext(context, body, 0);
}

W_NOIPA void case_coroutines(void)
{
    static const char *const names[] = {"coroutines-1", "coroutines-2"};

    prepare(0, first);
    prepare(1, second);
    swapcontext(&main_context, &contexts[0]);
    for (unsigned i = 0; i < 2; i++)
        w_keep(&(struct w_truth){.name = names[i],
                                 W_BOUNDS(coroutines_leaf),
                                 .callers = {leaf_ra, step_ra[i]},
                                 W_STORED(buffers[i], N),
                                 .seed = seeds[i]});
}
