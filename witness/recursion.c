/* SPDX-License-Identifier: Apache-2.0
 *
 * A function that calls itself and writes at each level, on its way down and on its way up: a
 * truth for each context within three callers.
 */
#include "machine.h"

#define LEVELS 12
#define ROUNDS 16
#define CONTEXTS 4 /* outermost, second, third, deeper */

static uint8_t *down_to[CONTEXTS], *up_to[CONTEXTS];
static struct w_pattern_at down[CONTEXTS], up[CONTEXTS];
static uintptr_t outer_ra, inner_ra;

static void note_ra(unsigned level, uintptr_t ra)
{
    if (level)
        inner_ra = ra;
    else
        outer_ra = ra;
}

W_LABELS(recursion_down);
W_LABELS(recursion_up);
W_NOIPA static void recursive(unsigned level)
{
    unsigned context = level < CONTEXTS - 1 ? level : CONTEXTS - 1;
    uintptr_t value = w_pattern_next(&down[context]);

    note_ra(level, W_RA());
    __asm__ volatile(W_ONE(recursion_down, W_STORE8)
                     : [value] W_IN_OUT(value)
                     : [to] W_ADDRESS(down_to[context]++)
                     : "memory");
    if (level + 1 < LEVELS)
        recursive(level + 1);
    value = w_pattern_next(&up[context]);
    __asm__ volatile(W_ONE(recursion_up, W_STORE8)
                     : [value] W_IN_OUT(value)
                     : [to] W_ADDRESS(up_to[context]++)
                     : "memory");
}

static size_t writes(unsigned context)
{
    return ROUNDS * (context < CONTEXTS - 1 ? 1 : LEVELS - CONTEXTS + 1);
}

W_NOIPA void case_recursion(void)
{
    static const char *const down_names[] = {"recursion-down-1", "recursion-down-2",
                                             "recursion-down-3", "recursion-down-deep"};
    static const char *const up_names[] = {"recursion-up-1", "recursion-up-2", "recursion-up-3",
                                           "recursion-up-deep"};
    uint8_t *down_buf[CONTEXTS], *up_buf[CONTEXTS];
    uint32_t down_seed[CONTEXTS], up_seed[CONTEXTS];

    for (unsigned i = 0; i < CONTEXTS; i++) {
        down_buf[i] = down_to[i] = w_buffer(writes(i));
        up_buf[i] = up_to[i] = w_buffer(writes(i));
        down[i] = w_pattern_from(down_seed[i] = w_seed());
        up[i] = w_pattern_from(up_seed[i] = w_seed());
    }
    for (unsigned i = 0; i < ROUNDS; i++)
        recursive(0);
    for (unsigned i = 0; i < CONTEXTS; i++) {
        struct w_truth truth = {.name = down_names[i],
                                W_INSN(recursion_down),
                                W_STORED(down_buf[i], writes(i)),
                                .seed = down_seed[i]};

        for (unsigned j = 0; j < i; j++)
            truth.callers[j] = inner_ra;
        if (i < CONTEXTS - 1)
            truth.callers[i] = outer_ra;
        if (i < CONTEXTS - 2)
            truth.callers[i + 1] = W_RA();
        w_keep(&truth);
        truth.name = up_names[i];
        truth.lo = (uintptr_t)w_recursion_up_lo;
        truth.hi = (uintptr_t)w_recursion_up_hi;
        truth.buf = up_buf[i];
        truth.seed = up_seed[i];
        w_keep(&truth);
    }
}
