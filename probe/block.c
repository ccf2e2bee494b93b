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
}

static bool starts_handler(struct block *b, const uint64_t values[REGS])
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

static struct site *new_site(struct block *b, struct plugin_insn *insn, uint32_t index)
{
    struct site *s = allocate(sizeof *s);

    s->block_tag = b->tag;
    s->user = b->user;
    s->behind = b->n - index;
    s->pc = qemu_plugin_insn_vaddr(insn);
    s->length = (uint8_t)qemu_plugin_insn_data(insn, s->bytes, sizeof s->bytes);
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

    s->write = write;
    s->sp_based = d->sp_based;
    s->machinery = !write && d->flow == FLOW_RETURN && probe.arch->call_pushes;
    qemu_plugin_register_vcpu_mem_cb(insn, mined ? access_mined : access_touched, REGISTERS_NONE,
                                     write ? ACCESS_WRITE : ACCESS_READ, s);
}

static void watch_flow(struct block *b, struct plugin_insn *insn, uint32_t index,
                       const struct decoded *d)
{
    struct site *s = new_site(b, insn, index);

    s->target = d->target;
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
            qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_link_return, REGISTERS_READ, s);
        }
        break;
    case FLOW_TRAP_RETURN:
        qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_trap_return, REGISTERS_NONE, s);
        break;
    case FLOW_STACK_SET:
        qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_stack_set, REGISTERS_READ, s);
        break;
    case FLOW_GATES:
        qemu_plugin_register_vcpu_mem_cb(insn, flow_gates, REGISTERS_NONE, ACCESS_READ, s);
        break;
    case FLOW_NONE:
        break;
    }
}

static void watch_insns(struct plugin_block *block, struct block *b, unsigned isa)
{
    bool after_set = false;

    for (uint32_t i = 0; i < b->n; i++) {
        struct plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
        uint8_t bytes[16];
        size_t n = qemu_plugin_insn_data(insn, bytes, sizeof bytes);
        struct decoded d;

        probe.arch->decode(bytes, n, qemu_plugin_insn_vaddr(insn), isa, &d);
        if (after_set) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, flow_stack_was_set, REGISTERS_READ,
                                                   new_site(b, insn, i));
        }
        after_set = d.flow == FLOW_STACK_SET;
        watch_direction(b, insn, i, &d, false);
        watch_direction(b, insn, i, &d, true);
        watch_flow(b, insn, i, &d);
    }
}

void probe_block_translated(struct plugin_block *block)
{
    struct block *b;
    uint64_t values[REGS] = {0};
    struct machine_mode mode;
    uint32_t space = 0;

    if (!probe.fast || probe.options.idle) {
        return;
    }
    b = allocate(sizeof *b);
    b->pc = qemu_plugin_tb_vaddr(block);
    b->n = (uint32_t)qemu_plugin_tb_n_insns(block);
    values[REG_MODE] = probe_register(REG_MODE);
    values[REG_EXTRA] = probe_register(REG_EXTRA);
    values[REG_VECTORS] = probe_register(REG_VECTORS);
    mode = probe.arch->mode(values);
    b->user = mode.user;
    if (mode.user) {
        space = spaces_of(&probe.spaces, probe.fast->time,
                          probe_register(REG_ROOT) & probe.arch->root_mask);
    }
    b->tag = mode.user ? flow_user_tag(space) : flow_kernel_tag(b->pc);
    probe.ring.account[RING_COUNT_BLOCKS]++;
    access_touch(probe.fast->time, space, b->pc, 4);

    if (arch_known(probe.arch)) {
        if (starts_handler(b, values)) {
            qemu_plugin_register_vcpu_tb_exec_cb(block, flow_handler, REGISTERS_READ, b);
        } else {
            qemu_plugin_register_vcpu_tb_exec_cond_cb(block, flow_block, REGISTERS_READ,
                                                      CONDITION_NOT_EQUAL, probe.where_entry,
                                                      b->tag, b);
        }
        if (probe.options.check && !mode.segmented) {
            qemu_plugin_register_vcpu_tb_exec_cb(block, flow_check, REGISTERS_READ, b);
        }
    }
    qemu_plugin_register_vcpu_tb_exec_inline_per_vcpu(block, INLINE_ADD, probe.time_entry, b->n);
    watch_insns(block, b, mode.isa);
}
