/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Interrupts and exceptions.
 *
 * QEMU 10.0 tells a plugin of none.  Their handlers are known by where they start,
 * which the architecture's row works out from the processor's registers and, where
 * there is one, from the table of gates in memory; that is looked up when a block is
 * translated.  From API 6 on QEMU tells of them itself, and that is used instead.
 *
 * Where the code goes on that a handler broke into is read as the handler starts.
 * It settles what the last block left open; and when user code goes on elsewhere
 * than that, the kernel has made it call a signal's handler.
 */
#include "probe.h"

#include <string.h>

static bool read_guest(uint64_t address, uint8_t *to, size_t n)
{
    if (!qemu_plugin_read_memory_vaddr(address, probe.buffer, n)) {
        return false;
    }
    memcpy(to, probe.buffer->data, n);
    return true;
}

bool handler_starts(struct block *b, const uint64_t values[REGS])
{
    const struct arch *arch = probe.arch;
    uint64_t base = arch->table_bytes ? arch->table_base : probe.gates_base;
    size_t bytes = arch->table_bytes ? arch->table_bytes : probe.gates_bytes;
    const uint8_t *table = NULL;

    if (b->user || !arch->handler || SHIM_KNOWS_DISCONTINUITIES) {
        return false;
    }
    if ((base || arch->table_bytes) && bytes &&
        qemu_plugin_read_memory_vaddr(base, probe.buffer, bytes)) {
        table = probe.buffer->data;
    }
    return arch->handler(b->pc, values, table, bytes, &b->asynchronous);
}

/* By the architecture's registers. handler 0: the kernel was entered by an instruction that only jumps
 * there. */
static uint64_t kept_resume(uint64_t handler, const uint64_t values[REGS])
{
    return probe.arch->resume ? probe.arch->resume(handler, values, read_guest) : 0;
}

/* The same by QEMU's word, where it gives one: of a system call that is the call itself on some. */
static uint64_t resume_of(uint64_t handler, const uint64_t values[REGS])
{
    return SHIM_KNOWS_DISCONTINUITIES && handler ? probe.told_resume
                                                 : kept_resume(handler, values);
}

/* Puts the clock right for an exception: it may have broken off an instruction. */
static void count_executed(uint64_t ran_at, uint64_t handler, const uint64_t values[REGS])
{
    uint64_t resume = kept_resume(handler, values);

    again_broken_into(ran_at, resume,
                      probe.arch->broken_off
                          ? probe.arch->broken_off(handler, resume, values, read_guest)
                          : resume);
}

static void read_registers(uint64_t values[REGS])
{
    for (int r = 0; r < REGS; r++) {
        values[r] = probe_register((enum arch_register)r);
    }
}

void handler_enter(uint64_t ran_at, uint64_t pc, bool asynchronous)
{
    bool from_user = probe.user;
    uint64_t values[REGS] = {0};
    uint64_t resume, time;
    bool ready;

    read_registers(values);
    resume = resume_of(pc, values);
    ready = !probe.arch->has_stack || probe.arch->has_stack(values, from_user);
    zero_settle(resume);
    if (!asynchronous) {
        count_executed(ran_at, pc, values);
    }
    time = probe.fast->time;
    access_touch(time, 0, pc, 4);
    flow_broken_into(time, resume);
    if (from_user) {
        shadow_suspend(&probe.shadow, resume,
                       ready || probe.arch->banks_stack ? 0 : values[REG_SP]);
        flow_enter_kernel(time);
    }
    if (probe.handler_waits) {
        /* Broken into before its stack came: what it broke into is what the new one does. */
        from_user = !probe.handler_broke_into;
    }
    probe.handler_told = false;
    probe.handler_asynchronous = asynchronous;
    probe.handler_broke_into = !from_user;
    probe.handler_waits = true;
    probe.handler_resume = resume;
    if (ready) {
        flow_stack_known(time, values[REG_SP], RING_CAUSE_INTERRUPT);
    } else {
        shadow_unknown(&probe.shadow, time, 0);
    }
}

void handler_jumped_into(uint64_t time)
{
    uint64_t values[REGS] = {0};

    read_registers(values);
    if (probe.sysenter_sp) {
        shadow_suspend(&probe.shadow, 0, probe.sysenter_sp);
        probe.sysenter_sp = 0;
    } else {
        shadow_suspend(&probe.shadow, resume_of(0, values), values[REG_SP]);
    }
    flow_enter_kernel(time);
    shadow_unknown(&probe.shadow, time, 0); /* its stack comes later */
}

/* At the entry of a block where a handler starts. */
void handler_block(unsigned vcpu, void *data)
{
    const struct block *b = data;
    uint64_t pc = probe.arch->absolute ? b->pc : probe_register(REG_PC);
    uint64_t ran_at = again_last();
    bool asynchronous = b->asynchronous;
    uint64_t values[REGS];

    (void)vcpu;
    probe.tag = flow_kernel_tag(pc);
    probe.delta = pc - b->pc;
    if (probe.arch->cause_in_register) {
        read_registers(values);
        probe.arch->handler(pc, values, NULL, 0, &asynchronous);
    }
    handler_enter(ran_at, pc, asynchronous);
    probe.fast->where = probe.tag;
}

void probe_discontinuity(bool interrupt, uint64_t from)
{
    if (probe.fast) {
        probe.handler_told = true;
        probe.handler_asynchronous = interrupt;
        probe.told_resume = from;
        probe_look_at_next_block();
    }
}

/* x86: the operand of lidt, its limit and then its base. */
void handler_gates(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
    struct plugin_value v = qemu_plugin_mem_get_value(info);

    (void)vcpu, (void)address, (void)data;
    if (v.type == 1) {
        probe.gates_bytes = v.data.u16 + 1u;
    } else {
        probe.gates_base = v.type == 2 ? v.data.u32 : v.data.u64;
    }
}
