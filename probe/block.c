/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Translation: what of a block is watched is decided here, once, so that what is
 * not wanted costs nothing when it runs.
 */
#include "probe.h"

#include <stdlib.h>
#include <string.h>

/* Blocks and sites live until QEMU throws its translated code away. */
#define ARENA_BYTES (1u << 20)
#define ALIGNMENT 64u

static struct arena {
    struct arena *before;
    size_t used;
    _Alignas(ALIGNMENT) unsigned char bytes[ARENA_BYTES];
} *arena;

static void *allocate(size_t n)
{
    void *p;

    n = (n + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!arena || arena->used + n > ARENA_BYTES) {
        struct arena *a = aligned_alloc(ALIGNMENT, sizeof *a);

        if (!a) {
            abort();
        }
        a->before = arena;
        a->used = 0;
        arena = a;
    }
    p = arena->bytes + arena->used;
    arena->used += n;
    return memset(p, 0, n);
}

void probe_code_flushed(void)
{
    while (arena) {
        struct arena *before = arena->before;

        free(arena);
        arena = before;
    }
    if (probe.fast) {
        probe.fast->last = 0;
    }
}

/* The number of a page of QEMU's memory, from 1. */
static uint64_t page_number(uint64_t page)
{
    struct table_slot *slot = table_find(&probe.pages, page, 0, 0);
    uint32_t number = (uint32_t)probe.pages.used;

    if (slot->id_plus_1) {
        return slot->id_plus_1;
    }
    table_take(&probe.pages, slot, page, 0, 0, number);
    return number + 1ull;
}

/* Where the code lies in the guest's memory: see RING_CODE. Most code lies in the page of the code
 * before it, which is looked up once. */
static uint64_t place(struct plugin_insn *insn)
{
    static uint64_t last_page, last_number;
    uint64_t host = (uint64_t)(uintptr_t)qemu_plugin_insn_haddr(insn);

    if (!host) {
        return 0;
    }
    if (host >> 12 != last_page) {
        last_page = host >> 12;
        last_number = page_number(last_page);
    }
    return last_number << 12 | (host & 0xfff);
}

static struct site *new_site(struct block *b, struct plugin_insn *insn, uint32_t index)
{
    struct site *s = allocate(sizeof *s);

    s->block_tag = b->tag;
    s->user = b->user;
    s->behind = b->n - index;
    s->pc = qemu_plugin_insn_vaddr(insn);
    s->length = (uint8_t)qemu_plugin_insn_data(insn, s->bytes, sizeof s->bytes);
    s->place = place(insn);
    s->context = UINT32_MAX;
    s->info = UINT32_MAX;
    s->touched = UINT64_MAX;
    return s;
}

static void watch_direction(struct block *b, struct plugin_insn *insn, uint32_t index,
                            const struct decoded *d, bool write)
{
    bool mined = (write ? probe.options.writes : probe.options.reads) &&
                 options_wants(&probe.options, qemu_plugin_insn_vaddr(insn), b->user);
    struct site *s = new_site(b, insn, index);
    bool alone = b->n == 1;

    s->write = write;
    s->sp_based = d->sp_based || (write ? d->sp_stores : d->sp_loads);
    s->machinery = !write && d->flow == FLOW_RETURN && probe.arch->call_pushes;
    s->table = write && !b->user;
    s->block = alone ? b : NULL;
    qemu_plugin_register_vcpu_mem_cb(insn,
                                     alone ? (mined ? again_mined : again_touched)
                                           : (mined ? access_mined : access_touched),
                                     REGISTERS_NONE, write ? ACCESS_WRITE : ACCESS_READ, s);
}

static void watch_flow(struct block *b, struct plugin_insn *insn, uint32_t index,
                       const struct decoded *d)
{
    struct site *s;

    if (d->flow == FLOW_NONE && !d->may_return) {
        return;
    }
    s = new_site(b, insn, index);
    s->target = d->target;
    s->conditional = d->conditional;
    switch (d->flow) {
    case FLOW_CALL:
        if (probe.arch->call_pushes) {
            qemu_plugin_register_vcpu_mem_cb(insn, flow_push_call, REGISTERS_NONE, ACCESS_WRITE,
                                             s);
        } else {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_link_call, REGISTERS_READ, s);
        }
        break;
    case FLOW_RETURN:
        if (probe.arch->call_pushes) {
            qemu_plugin_register_vcpu_mem_cb(insn, flow_pop_return, REGISTERS_NONE, ACCESS_READ,
                                             s);
        } else {
            if (d->sets_stack) {
                qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_stack_set, REGISTERS_READ, s);
            }
            qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_link_return, REGISTERS_NONE, s);
        }
        break;
    case FLOW_TRAP_RETURN:
        qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_trap_return, REGISTERS_NONE, s);
        break;
    case FLOW_STACK_SET:
        qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_stack_set, REGISTERS_READ, s);
        break;
    case FLOW_STACK_MOVED:
        qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_stack_moved, REGISTERS_NONE, s);
        break;
    case FLOW_GATES:
        qemu_plugin_register_vcpu_mem_cb(insn, handler_gates, REGISTERS_NONE, ACCESS_READ, s);
        break;
    case FLOW_SYSENTER:
        qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_sysenter, REGISTERS_READ, s);
        break;
    case FLOW_ZERO_BLOCK:
        s->reg = d->reg;
        s->write = true;
        s->mined = probe.options.writes &&
                   options_wants(&probe.options, qemu_plugin_insn_vaddr(insn), b->user);
        qemu_plugin_register_vcpu_insn_exec_cb(insn, zero_block, REGISTERS_READ, s);
        break;
    case FLOW_NONE:
        qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_may_return, REGISTERS_NONE, s);
        break;
    }
}

static void watch_insns(struct plugin_block *block, struct block *b, unsigned isa)
{
    enum flow before = FLOW_NONE;

    for (uint32_t i = 0; i < b->n; i++) {
        struct plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
        uint8_t bytes[16];
        size_t n = qemu_plugin_insn_data(insn, bytes, sizeof bytes);
        struct decoded d;

        b->lengths[i] = (uint8_t)qemu_plugin_insn_size(insn);
        probe.arch->decode(bytes, n, qemu_plugin_insn_vaddr(insn), isa, &d);
        if (before == FLOW_STACK_SET) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_stack_was_set, REGISTERS_READ,
                                                   new_site(b, insn, i));
        } else if (before == FLOW_ZERO_BLOCK) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, zero_done, REGISTERS_NONE, NULL);
        }
        before = d.flow;
        watch_direction(b, insn, i, &d, false);
        if (d.flow != FLOW_ZERO_BLOCK) { /* of some of its stores QEMU tells after all */
            watch_direction(b, insn, i, &d, true);
        }
        watch_flow(b, insn, i, &d);
    }
}

void probe_block_translated(struct plugin_block *block)
{
    uint32_t n = (uint32_t)qemu_plugin_tb_n_insns(block);
    struct block *b;
    uint64_t values[REGS] = {0};
    struct machine_mode mode;
    uint32_t space = 0;
    bool handler;

    if (!probe.fast || probe.options.idle) {
        return;
    }
    b = allocate(sizeof *b + n);
    b->pc = qemu_plugin_tb_vaddr(block);
    b->n = n;
    values[REG_MODE] = probe_register(REG_MODE);
    values[REG_EXTRA] = probe_register(REG_EXTRA);
    values[REG_VECTORS] = probe_register(REG_VECTORS);
    values[REG_EXTRA_2] = probe_register(REG_EXTRA_2);
    values[REG_VECTORS_2] = probe_register(REG_VECTORS_2);
    mode = probe.arch->mode(values);
    b->user = mode.user;
    if (mode.user) {
        space = spaces_of(&probe.spaces, probe.fast->time, probe_root());
    }
    b->place = place(qemu_plugin_tb_get_insn(block, 0));
    if (mode.user && b->place) {
        spaces_runs_at(&probe.spaces, space, b->pc >> 12, b->place >> 12);
    }
    b->tag = mode.user ? flow_user_tag(space) : flow_kernel_tag(b->pc);
    probe.ring.account[RING_COUNT_BLOCKS]++;
    handler = arch_known(probe.arch) && handler_starts(b, values);
    if (!handler && !probe.handler_told) { /* else the clock is to be put right first */
        access_touch(probe.fast->time, space, b->pc, 4);
    }

    if (arch_known(probe.arch)) {
        if (handler) {
            qemu_plugin_register_vcpu_tb_exec_cb(block, handler_block, REGISTERS_READ, b);
        } else {
            qemu_plugin_register_vcpu_tb_exec_cond_cb(block, flow_block, REGISTERS_READ,
                                                      CONDITION_NOT_EQUAL, probe.where_entry,
                                                      b->tag, b);
        }
        if (probe.options.check && !mode.segmented && !probe.arch->absolute) {
            qemu_plugin_register_vcpu_tb_exec_cb(block, flow_check, REGISTERS_READ, b);
        }
    }
    qemu_plugin_register_vcpu_tb_exec_inline_per_vcpu(block, INLINE_ADD, probe.time_entry, b->n);
    qemu_plugin_register_vcpu_tb_exec_inline_per_vcpu(block, INLINE_STORE, probe.last_entry,
                                                      (uint64_t)(uintptr_t)b);
    watch_insns(block, b, mode.isa);
}
