/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Stores that QEMU does not tell a plugin of: arm64's dc zva, which QEMU 10 does by a
 * memset in its own memory.  The probe reads the address before the instruction and
 * tells of the store once it has been executed, as stores of 8 bytes each: before the
 * next instruction, or at the next block's entry, unless a handler begins there that
 * is to go back to the instruction itself.
 *
 * QEMU's processors zero 64 bytes each time (DCZID_EL0, which it does not show to
 * plugins), but for a64fx, which zeroes 256.
 */
#include "probe.h"

#define ZEROED 64u

/* Before the instruction. */
void zero_block(unsigned vcpu, void *data)
{
    struct site *s = data;

    (void)vcpu;
    probe.zeroed = s;
    probe.zeroed_at = probe_general(s->reg) & ~(uint64_t)(ZEROED - 1);
    probe.zeroed_pc = s->pc + probe_delta(s->block_tag);
    probe_look_at_next_block();
}

static void tell(void)
{
    struct site *s = probe.zeroed;

    probe.zeroed = NULL;
    if (!s->user) {
        spaces_written_at(&probe.spaces, probe.zeroed_at, ZEROED);
    }
    for (unsigned offset = 0; offset < ZEROED; offset += 8) {
        access_given(s, probe.zeroed_at + offset, 3, 0);
    }
}

/* Before the instruction that follows. */
void zero_done(unsigned vcpu, void *data)
{
    (void)vcpu, (void)data;
    if (probe.zeroed) {
        tell();
        probe.fast->where = probe.tag;
    }
}

void zero_settle(uint64_t resume)
{
    if (UNLIKELY(probe.zeroed != NULL)) {
        if (resume == probe.zeroed_pc) {
            probe.zeroed = NULL; /* it faulted, and will be executed again */
        } else {
            tell();
        }
    }
}
