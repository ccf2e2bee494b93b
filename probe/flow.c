/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Following the guest.
 *
 * QEMU shares a translated block between all addresses at which its page is mapped,
 * so the address a block was translated for need not be the one it runs at.  And
 * QEMU 10.0 does not tell a plugin of changes of mode.  Both are met by one inline
 * comparison at each block's entry: a block carries the *tag* of the code that it was
 * translated for, `where` holds the tag of what runs, and flow_block is called only
 * where they differ.  For user code the tag is its space in its incarnation.  For
 * kernel code, which most systems map alike in all spaces, it is the region of memory
 * it runs in: early code runs at physical addresses first and at the kernel's own
 * later.
 *
 * What an instruction does that ends a block (an indirect call's callee, whether a
 * conditional call was taken, where a return went, the stack pointer after it was
 * replaced) is known when the next block is entered, and settled there.
 */
#include "probe.h"

/* Makes of a space's tag another that is the space's, too, but that no block was translated for. */
#define LOOK_AT_ALL (1ull << 63)

uint64_t flow_user_tag(uint32_t space)
{
    return (uint64_t)space << 1;
}

uint64_t flow_kernel_tag(uint64_t pc)
{
    return pc >> probe.arch->region_shift << 1 | 1;
}

static void say_mode(uint64_t time)
{
    if (probe.options.calls) {
        ring_privilege(&probe.ring, time, probe.user, probe_owner());
    }
}

/* User code is entered: in which space, and at the address it was translated for? */
static void enter_user(uint64_t time, const struct block *b, uint64_t pc)
{
    uint64_t root = probe_root();

    probe.user = true;
    probe.space = spaces_entered(&probe.spaces, time, root);
    if (b->tag == flow_user_tag(probe.space) && pc != b->pc && !probe.spaces.made_anew) {
        /* The same root, the same code, another address: another process has the root, on a guest
         * whose tables are not seen to be made anew. */
        probe.space = spaces_reused(&probe.spaces, time, root);
    }
    if (UNLIKELY(probe.options.from_user)) {
        probe.options.from_user = false;
        probe.options.from = time;
    }
    say_mode(time);
    if (probe.shadow.stacks[probe.shadow.current].owner == 0) {
        shadow_empty(&probe.shadow);
    }
    shadow_user(&probe.shadow, time, probe.space, pc, probe_register(REG_SP));
    probe.stack_unknown = probe.handler_waits = probe.trap_returned = false;
}

void flow_enter_kernel(uint64_t time)
{
    probe.user = false;
    say_mode(time);
}

static void call_happened(uint64_t time, uint64_t callee)
{
    if (!probe.conditional || callee != probe.call_return) {
        shadow_call(&probe.shadow, time, probe.call_sp, probe.call_return, callee);
    }
}

void flow_stack_known(uint64_t time, uint64_t sp, enum ring_cause cause)
{
    probe.stack_unknown = false;
    if (probe.handler_waits) {
        probe.handler_waits = false;
        shadow_handler(&probe.shadow, time, 0, sp, probe.handler_broke_into,
                       probe.handler_asynchronous || probe.handler_broke_into);
    } else if (probe.trap_returned) {
        shadow_handler_left(&probe.shadow, time, probe_owner(), sp);
    } else {
        shadow_resume(&probe.shadow, time, probe_owner(), sp, cause);
    }
    probe.trap_returned = false;
}

static void settle(uint64_t time, uint64_t pc)
{
    if (probe.call_pending) {
        probe.call_pending = false;
        call_happened(time, pc);
    }
    if (probe.stack_unknown) {
        if (probe.trap_returned && pc == probe.handler_resume) {
            probe.handler_waits = false; /* it ended without ever having had a stack */
        }
        probe.landing = !probe.trap_returned && !probe.arch->call_pushes;
        flow_stack_known(time, probe_register(REG_SP), RING_CAUSE_RESUME);
    }
    if (probe.may_return) {
        probe.may_return = false;
        shadow_return_blind(&probe.shadow, time, pc);
    }
    if (probe.return_pending) {
        probe.return_pending = false;
        if (!probe.conditional || pc != probe.call_return) {
            /* Reading a register costs more than all else here. */
            bool plain = !probe.options.calls && shadow_expects(&probe.shadow, pc);
            uint64_t sp = plain ? 0 : probe_register(REG_SP);

            probe.renamed = !shadow_return(&probe.shadow, time, sp, pc);
        }
    }
    if (probe.landing) {
        probe.landing = false;
        shadow_landed(&probe.shadow, time, probe_register(REG_SP), pc);
    }
    if (probe.renamed) {
        probe.renamed = false;
        shadow_rename(&probe.shadow, time, pc);
    }
    probe.conditional = false;
}

void flow_broken_into(uint64_t time, uint64_t resume)
{
    if (probe.call_pending) {
        probe.call_pending = false;
        call_happened(time, resume);
    }
    if (probe.return_pending) {
        probe.return_pending = false;
        if (!probe.conditional || resume != probe.call_return) {
            shadow_return_blind(&probe.shadow, time, resume);
        }
    }
    if (probe.may_return) {
        probe.may_return = false;
        shadow_return_blind(&probe.shadow, time, resume);
    }
    probe.conditional = probe.stack_unknown = probe.trap_returned = probe.renamed = false;
}

/* At the entry of a block whose tag is not what `where` says. */
void flow_block(unsigned vcpu, void *data)
{
    const struct block *b = data;
    uint64_t ran_at = probe.handler_told ? again_last() : 0;
    uint64_t time = probe.fast->time;
    uint64_t pc = b->pc;

    (void)vcpu;
    if (UNLIKELY(probe.ring.orphaned)) {
        probe_stop_guest();
    }
    if (!probe.arch->absolute &&
        (b->user != probe.user || b->tag != probe.tag ||
         (b->user &&
          (probe.call_pending ||
           (probe.return_pending && !shadow_expects(&probe.shadow, pc)))))) {
        pc = probe_register(REG_PC);
    }
    if (!b->user) {
        probe.tag = flow_kernel_tag(pc);
    }
    if (probe.handler_told && !b->user) {
        handler_enter(ran_at, pc, probe.handler_asynchronous);
        time = probe.fast->time;
    } else if (b->user && !probe.user) {
        zero_settle(0);
        enter_user(time, b, pc);
    } else if (!b->user && probe.user) {
        handler_jumped_into(time);
    }
    if (b->user && (pc != b->pc || b->tag != probe.tag || probe.spaces.twice.used)) {
        /* A page may be mapped twice in one space: there all blocks are looked at from then on. */
        bool twice = b->place && spaces_runs_at(&probe.spaces, probe.space, pc >> 12, b->place >> 12);

        probe.tag = flow_user_tag(probe.space) | (twice ? LOOK_AT_ALL : 0);
    }
    zero_settle(0);
    probe.handler_told = false;
    probe.delta = pc - b->pc;
    if (UNLIKELY(probe.delta && b->tag != probe.tag)) {
        probe.ring.account[RING_COUNT_MOVED]++;
        access_touch(time, probe_owner(), pc, 4);
    }
    settle(time, pc);
    probe.fast->where = probe.tag;
}

/* Before an instruction that replaces the stack pointer. */
void flow_stack_set(unsigned vcpu, void *data)
{
    (void)vcpu, (void)data;
    shadow_leave(&probe.shadow, probe_register(REG_SP));
    probe.stack_unknown = true;
    probe_look_at_next_block();
}

/* Before an instruction that moves the stack pointer by an unknown distance. */
void flow_stack_moved(unsigned vcpu, void *data)
{
    (void)vcpu, (void)data;
    probe.stack_unknown = true;
    probe_look_at_next_block();
}

/* Before the instruction that follows one that replaced the stack pointer. */
void flow_stack_was_set(unsigned vcpu, void *data)
{
    const struct site *s = data;

    (void)vcpu;
    if (probe.stack_unknown) {
        flow_stack_known(probe_now(s), probe_register(REG_SP), RING_CAUSE_STACK);
        probe.landing = !probe.arch->call_pushes;
        probe.fast->where = probe.landing ? NOWHERE : probe.tag;
    }
}

/* Before an instruction that leaves a handler. */
void flow_trap_return(unsigned vcpu, void *data)
{
    (void)vcpu, (void)data;
    probe.stack_unknown = probe.trap_returned = true;
    probe_look_at_next_block();
}

/* Before an instruction that enters the kernel and loses the stack pointer. */
void flow_sysenter(unsigned vcpu, void *data)
{
    (void)vcpu, (void)data;
    probe.sysenter_sp = probe_register(REG_SP);
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

/* Says where the code lies that a call returns to; mostly it was said before. */
static void say_return(struct site *s, uint64_t return_address)
{
    uint64_t delta = probe_delta(s->block_tag);

    if (s->tag != probe.tag || s->delta != delta || s->tap != RETURN_SAID) {
        s->tag = probe.tag;
        s->delta = delta;
        s->tap = RETURN_SAID;
        access_code(s, return_address, probe_owner(), 0, s->place ? s->place + s->length : 0);
    }
}

static void call(struct site *s, uint64_t sp, uint64_t return_address)
{
    say_return(s, return_address);
    if (s->target && !s->conditional) {
        shadow_call(&probe.shadow, probe_now(s), sp, return_address,
                    s->target + probe_delta(s->block_tag));
    } else {
        probe.call_pending = true;
        probe.conditional = s->conditional;
        probe.call_sp = sp;
        probe.call_return = return_address;
        probe_look_at_next_block();
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
        probe_look_at_next_block();
    }
}

/* Before a call that leaves its return address in a register. */
void flow_link_call(unsigned vcpu, void *data)
{
    struct site *s = data;

    (void)vcpu;
    call(s, probe_register(REG_SP), s->pc + s->length + probe_delta(s->block_tag));
}

/* Before a return to the address in a register, or loaded with others. */
void flow_link_return(unsigned vcpu, void *data)
{
    const struct site *s = data;

    (void)vcpu;
    probe.return_pending = true;
    probe.conditional = s->conditional;
    probe.call_return = s->pc + s->length + probe_delta(s->block_tag);
    probe_look_at_next_block();
}

/* Before a jump by a register that a call may have left its return address in. */
void flow_may_return(unsigned vcpu, void *data)
{
    (void)vcpu, (void)data;
    probe.may_return = true;
    probe_look_at_next_block();
}

/* check=on, at every block's entry: is it where the probe thinks it is? */
void flow_check(unsigned vcpu, void *data)
{
    const struct block *b = data;

    (void)vcpu;
    if (probe.fast->time < probe.options.from) {
        return; /* firmware has segments */
    }
    if (probe_register(REG_PC) != b->pc + probe_delta(b->tag)) {
        probe.ring.account[RING_COUNT_MISPLACED]++;
    }
}
