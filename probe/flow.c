/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Following the guest.
 *
 * QEMU shares a translated block between all addresses at which its page is mapped,
 * so the address a block was translated for need not be the one it runs at.  And
 * QEMU 10.0 tells a plugin neither of changes of mode nor of interrupts.  Both are
 * met by one inline comparison at each block's entry: a block carries the *tag* of
 * the code that it was translated for, `where` holds the tag of what runs, and
 * flow_block is called only where they differ.  For user code the tag is its space in
 * its incarnation.  For kernel code, which most systems map alike in all spaces, it
 * is the region of memory it runs in: early code runs at physical addresses first and
 * at the kernel's own later.  Whoever wants the next block to be looked at in any case
 * puts NOWHERE, which is no tag, in `where`.
 *
 * Handlers of interrupts and exceptions are known by where they start: from the
 * table of gates (x86) or the vectors' base (arm64), looked up at translation.
 * From API 6 on QEMU tells of them itself, and that is used instead.
 */
#include "probe.h"

#define NOWHERE 0u

uint64_t flow_user_tag(uint32_t space)
{
    return (uint64_t)space << 1;
}

uint64_t flow_kernel_tag(uint64_t pc)
{
    return pc >> probe.arch->region_shift << 1 | 1;
}

static void look_at_next_block(void)
{
    probe.fast->where = NOWHERE;
}

static uint32_t owner(void)
{
    return probe.user ? probe.space : 0;
}

static void say_mode(uint64_t time)
{
    if (probe.options.calls) {
        ring_privilege(&probe.ring, time, probe.user, owner());
    }
}

/* User code is entered: in which space, and at the address it was translated for? */
static void enter_user(uint64_t time, const struct block *b, uint64_t pc)
{
    uint64_t root = probe_register(REG_ROOT) & probe.arch->root_mask;

    probe.user = true;
    probe.space = spaces_of(&probe.spaces, time, root);
    if (b->tag == flow_user_tag(probe.space) && pc != b->pc) {
        /* The same root, the same code, another address: another process has the root. */
        probe.space = spaces_reused(&probe.spaces, time, root);
    }
    probe.tag = flow_user_tag(probe.space);
    say_mode(time);
    if (probe.shadow.stacks[probe.shadow.current].owner == 0) {
        shadow_empty(&probe.shadow);
    }
    shadow_resume(&probe.shadow, time, probe.space, probe_register(REG_SP), RING_CAUSE_MODE);
    probe.stack_unknown = false;
}

static void enter_kernel(uint64_t time)
{
    probe.user = false;
    say_mode(time);
}

static void finish_call(uint64_t time, uint64_t callee)
{
    probe.call_pending = false;
    shadow_call(&probe.shadow, time, probe.call_sp, probe.call_return, callee);
}

static void enter_handler(uint64_t time, bool asynchronous)
{
    bool from_user = probe.user;

    if (probe.call_pending) {
        finish_call(time, 0); /* its callee did not come to execute */
    }
    if (from_user) {
        enter_kernel(time);
    }
    probe.handler = probe.stack_unknown = probe.renamed = false;
    shadow_handler(&probe.shadow, time, 0, probe_register(REG_SP), !from_user,
                   asynchronous || !from_user);
}

static void settle(uint64_t time, uint64_t pc)
{
    if (probe.call_pending) {
        finish_call(time, pc);
    }
    if (probe.stack_unknown) {
        probe.stack_unknown = false;
        shadow_resume(&probe.shadow, time, owner(), probe_register(REG_SP), RING_CAUSE_RESUME);
    }
    if (probe.renamed) {
        probe.renamed = false;
        shadow_rename(&probe.shadow, time, pc);
    }
}

/* At the entry of a block whose tag is not what `where` says. */
void flow_block(unsigned vcpu, void *data)
{
    const struct block *b = data;
    uint64_t time = probe.fast->time;
    uint64_t pc = b->pc;

    (void)vcpu;
    if (UNLIKELY(probe.ring.orphaned)) {
        probe_stop_guest();
    }
    if (b->user != probe.user || b->tag != probe.tag) {
        pc = probe_register(REG_PC);
    }
    if (!b->user) {
        probe.tag = flow_kernel_tag(pc);
    }
    if (probe.handler && !b->user) {
        enter_handler(time, probe.handler_asynchronous);
    } else if (b->user && !probe.user) {
        enter_user(time, b, pc);
    } else if (!b->user && probe.user) {
        enter_kernel(time);
        shadow_unknown(&probe.shadow, time, 0); /* its stack comes later: x86's syscall */
    }
    probe.delta = pc - b->pc;
    if (UNLIKELY(probe.delta && b->tag != probe.tag)) {
        probe.ring.account[RING_COUNT_MOVED]++;
        access_touch(time, owner(), pc, 4);
    }
    settle(time, pc);
    probe.fast->where = probe.tag;
}

/* At the entry of a block where a handler starts. */
void flow_handler(unsigned vcpu, void *data)
{
    const struct block *b = data;
    uint64_t pc = probe_register(REG_PC);

    (void)vcpu;
    probe.tag = flow_kernel_tag(pc);
    probe.delta = pc - b->pc;
    enter_handler(probe.fast->time, b->asynchronous);
    probe.fast->where = probe.tag;
}

void probe_discontinuity(unsigned vcpu, bool interrupt, uint64_t to)
{
    (void)vcpu, (void)to;
    if (!probe.fast) {
        return;
    }
    probe.handler = true;
    probe.handler_asynchronous = interrupt;
    look_at_next_block();
}

/* Before an instruction that replaces the stack pointer. */
void flow_stack_set(unsigned vcpu, void *data)
{
    (void)vcpu, (void)data;
    shadow_leave(&probe.shadow, probe_register(REG_SP));
    probe.stack_unknown = true;
    look_at_next_block();
}

/* Before the instruction that follows one that replaced the stack pointer. */
void flow_stack_was_set(unsigned vcpu, void *data)
{
    const struct site *s = data;

    (void)vcpu;
    if (probe.stack_unknown) {
        probe.stack_unknown = false;
        shadow_resume(&probe.shadow, probe_now(s), owner(), probe_register(REG_SP),
                      RING_CAUSE_STACK);
        probe.fast->where = probe.tag;
    }
}

/* Before an instruction that leaves a handler. */
void flow_trap_return(unsigned vcpu, void *data)
{
    (void)vcpu, (void)data;
    probe.stack_unknown = true;
    look_at_next_block();
}

static void call(const struct site *s, uint64_t sp, uint64_t return_address)
{
    if (s->target) {
        shadow_call(&probe.shadow, probe_now(s), sp, return_address,
                    s->target + probe_delta(s->block_tag));
    } else {
        probe.call_pending = true;
        probe.call_sp = sp;
        probe.call_return = return_address;
        look_at_next_block();
    }
}

static uint64_t pointer(struct plugin_value v)
{
    switch (v.type) {
    case 1:
        return v.data.u16;
    case 2:
        return v.data.u32;
    default:
        return v.data.u64;
    }
}

/* A call stores its return address: the slot is the stack pointer. */
void flow_push_call(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
    (void)vcpu;
    call(data, address, pointer(qemu_plugin_mem_get_value(info)));
}

/* A return loads its target. */
void flow_pop_return(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
    const struct site *s = data;

    (void)vcpu;
    if (!shadow_return(&probe.shadow, probe_now(s), address,
                       pointer(qemu_plugin_mem_get_value(info)))) {
        probe.renamed = true;
        look_at_next_block();
    }
}

/* Before a call that leaves its return address in a register. */
void flow_link_call(unsigned vcpu, void *data)
{
    const struct site *s = data;

    (void)vcpu;
    call(s, probe_register(REG_SP), s->pc + s->length + probe_delta(s->block_tag));
}

/* Before a return to the address in a register. */
void flow_link_return(unsigned vcpu, void *data)
{
    const struct site *s = data;

    (void)vcpu;
    if (!shadow_return(&probe.shadow, probe_now(s), probe_register(REG_SP), 0)) {
        probe.renamed = true;
        look_at_next_block();
    }
}

/* x86: the operand of lidt, its limit and then its base. */
void flow_gates(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
    struct plugin_value v = qemu_plugin_mem_get_value(info);

    (void)vcpu, (void)address, (void)data;
    if (v.type == 1) {
        probe.gates_bytes = v.data.u16 + 1u;
    } else {
        probe.gates_base = pointer(v);
    }
}

/* check=on, at every block's entry: is it where the probe thinks it is? */
void flow_check(unsigned vcpu, void *data)
{
    const struct block *b = data;

    (void)vcpu;
    if (probe_register(REG_PC) != b->pc + probe_delta(b->tag)) {
        probe.ring.account[RING_COUNT_MISPLACED]++;
    }
}
