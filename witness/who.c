/* SPDX-License-Identifier: Apache-2.0
 *
 * One leaf called from everywhere, that writes who called it. A reader needs no list of callers:
 * every value must be the innermost caller of the tap that wrote it.
 */
#include "who.h"

#include "machine.h"

#define SLOTS 1024

static volatile uintptr_t slots[SLOTS];
static unsigned used;

W_LEAF(who_leaf)
void W_ABI w_who(volatile uintptr_t *to)
{
    *to = W_RA();
}

volatile uintptr_t *w_who_slots(unsigned n)
{
    volatile uintptr_t *first = slots + used;

    used += n;
    if (used > SLOTS)
        w_fail("too many calls of who");
    return first;
}

volatile uintptr_t *w_who_slot(void)
{
    return w_who_slots(1);
}

#define FROM_HERE w_who(w_who_slot());
#define FROM_4 FROM_HERE FROM_HERE FROM_HERE FROM_HERE
#define FROM_16 FROM_4 FROM_4 FROM_4 FROM_4

W_NOIPA static void recursive(unsigned levels)
{
    if (levels % 2)
        FROM_HERE
    if (levels)
        recursive(levels - 1);
    FROM_HERE
}

W_NOIPA void case_who(void)
{
    static void (*volatile W_ABI pointer)(volatile uintptr_t *to) = w_who;

    FROM_16
    FROM_16
    for (unsigned i = 0; i < 20; i++)
        FROM_HERE
    recursive(12);
    for (unsigned i = 0; i < 4; i++)
        pointer(w_who_slot());
    w_keep(&(struct w_truth){.name = "who",
                             .dir = 'w',
                             W_BOUNDS(who_leaf),
                             .buf = slots,
                             .len = sizeof slots,
                             .width = sizeof(uintptr_t),
                             .accesses = used,
                             .bytes = used * sizeof(uintptr_t),
                             .stream = W_NO_STREAM});
}
