/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One access: whose it is, and out with it.
 */
#include "probe.h"

#include <string.h>

#define KIND_READ 1u
#define KIND_WRITE 2u

static inline uint32_t space_of(const struct site *s)
{
    return s->user ? probe.space : 0;
}

void access_touch(uint64_t time, uint32_t space, uint64_t address, unsigned kind)
{
    uint64_t block = address >> 16;
    uint32_t key = space << 3 | kind;
    struct table_slot *slot = table_find(&probe.touches, block, 0, key);

    if (!slot->id_plus_1) {
        table_take(&probe.touches, slot, block, 0, key, 0);
        ring_touch(&probe.ring, time, space, block, kind);
    }
}

static inline void touch(struct site *s, uint64_t address)
{
    uint32_t space = space_of(s);
    uint64_t key = (address >> 16) ^ (uint64_t)space << 48;

    if (UNLIKELY(s->touched != key)) {
        s->touched = key;
        access_touch(probe_now(s), space, address, s->write ? KIND_WRITE : KIND_READ);
    }
}

void access_code(const struct site *s, uint64_t pc, uint32_t space, unsigned length,
                 uint64_t place)
{
    /* An instruction's bytes are told even if its address was, as one that calls return to. */
    struct table_slot *slot = table_find(&probe.codes, pc, length != 0, space);

    if (!slot->id_plus_1) {
        table_take(&probe.codes, slot, pc, length != 0, space, 0);
        ring_code(&probe.ring, pc, space, s->bytes, length, place);
    }
}

/* The tap of an access here and now, when it is not the one of the time before. */
static uint32_t find_tap(struct site *s, uint32_t context, uint64_t delta)
{
    uint64_t pc = s->pc + delta;
    uint32_t space = space_of(s);
    uint64_t whose = (uint64_t)space << 32 | context;
    uint32_t flags = (s->write ? RING_TAP_WRITE : 0) | (s->user ? RING_TAP_USER : 0);
    struct table_slot *slot = table_find(&probe.taps, pc, whose, flags);

    if (slot->id_plus_1) {
        s->tap = slot->id_plus_1 - 1;
    } else {
        s->tap = (uint32_t)probe.taps.used;
        table_take(&probe.taps, slot, pc, whose, flags, s->tap);
        access_code(s, pc, space, s->length, s->place);
        ring_tap(&probe.ring, s->tap, pc, context, flags, space);
    }
    s->context = context;
    s->delta = delta;
    s->tag = probe.tag;
    return s->tap;
}

static void end_of_window(uint64_t time)
{
    if (time >= probe.options.to && !probe.ended) {
        probe.ended = true;
        probe.ring.account[RING_COUNT_INSTRUCTIONS] = time;
        probe.ring.account[RING_COUNT_END_REACHED] = 1;
        ring_end(&probe.ring, RING_ENDED);
    }
}

/* An access may reach into another 64 KB block than it begins in. */
static inline void touch_end(const struct site *s, uint64_t address, unsigned size)
{
    if (UNLIKELY((address & 0xffff) + size > 0x10000)) {
        access_touch(probe_now(s), space_of(s), address + size - 1,
                     s->write ? KIND_WRITE : KIND_READ);
    }
}

/* The tap of an access that is wanted, or UINT32_MAX. */
static inline uint32_t tap_of(struct site *s, uint64_t time, uint64_t address)
{
    uint32_t context = probe.shadow.top->context;
    uint64_t delta = probe_delta(s->block_tag);

    touch(s, address);
    if (!probe.options.stack &&
        (s->machinery || shadow_own_slot(&probe.shadow, address, s->sp_based))) {
        probe.ring.account[s->write ? RING_COUNT_STACK_WRITES : RING_COUNT_STACK_READS]++;
        return UINT32_MAX;
    }
    if (UNLIKELY(time < probe.options.from || time >= probe.options.to)) {
        end_of_window(time);
        return UINT32_MAX;
    }
    probe.ring.account[s->write ? RING_COUNT_WRITES : RING_COUNT_READS]++;
    if (s->context == context && s->tag == probe.tag && s->delta == delta) {
        return s->tap;
    }
    return find_tap(s, context, delta);
}

/* Memory is looked at where that changes nothing: not a device's. */
static bool read_memory(uint32_t info, uint64_t address, unsigned size, uint8_t *to)
{
    struct plugin_hwaddr *where = qemu_plugin_get_hwaddr(info, address);

    if (!where || qemu_plugin_hwaddr_is_io(where) ||
        !qemu_plugin_read_memory_vaddr(address, probe.buffer, size)) {
        return false;
    }
    memcpy(to, probe.buffer->data, size);
    return true;
}

static inline void emit(struct site *s, uint32_t tap, uint64_t time, uint64_t address,
                        uint32_t info)
{
    struct value v;

    if (UNLIKELY(s->info != info)) {
        s->info = info;
        s->shift = (uint8_t)qemu_plugin_mem_size_shift(info);
        s->swapped = qemu_plugin_mem_is_big_endian(info);
    }
    v = value_of(&probe.values, info, s->shift);
    if (UNLIKELY(s->swapped)) { /* the host is little-endian: ring.h */
        v = order_of(&probe.order, &s->order, v, s->shift, info, address, read_memory);
    }
    touch_end(s, address, 1u << s->shift);
    if (s->shift == 4) {
        ring_access_16(&probe.ring, tap, time, address, v.low, v.high);
    } else {
        ring_access(&probe.ring, (enum ring_kind)s->shift, tap, time, address, v.low);
    }
}

/* The kernel's stores to where a page-table root may begin.  Of one that is narrower than a table's
 * entry the memory is not asked for: it may be a device's register, as that of a PCI bridge, which has
 * just changed where memory lies, and QEMU 10 aborts when it is then asked.  (On 32-bit targets such a
 * register is as wide as an entry; a write there to the first bytes of a page that moves memory is the
 * one case left.) */
static inline void table(const struct site *s, uint32_t info, uint64_t address)
{
    if (UNLIKELY((address & 0xfff) < SPACES_HEAD) && s->table) {
        unsigned size = 1u << qemu_plugin_mem_size_shift(info);
        struct plugin_hwaddr *where;

        if (size < arch_entry_bytes(probe.arch)) {
            spaces_written_at(&probe.spaces, address, size);
            return;
        }
        where = qemu_plugin_get_hwaddr(info, address);
        if (where && !qemu_plugin_hwaddr_is_io(where)) {
            uint64_t physical = qemu_plugin_hwaddr_phys_addr(where);

            spaces_mapped(&probe.spaces, address, physical);
            spaces_written(&probe.spaces, physical, size);
        }
    }
}

/* After an access in a direction that is mined. */
void access_mined(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
    struct site *s = data;
    uint64_t time = probe_now(s);
    uint32_t tap;

    (void)vcpu;
    table(s, info, address);
    tap = tap_of(s, time, address);
    if (tap != UINT32_MAX) {
        emit(s, tap, time, address, info);
    }
}

/* After an access in a direction that is not mined: only where it goes is of interest. */
void access_touched(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
    struct site *s = data;

    (void)vcpu;
    table(s, info, address);
    touch(s, address);
    if (s->sp_based) {
        shadow_own_slot(&probe.shadow, address, true); /* learn the frame's extent all the same */
    }
}

void access_given(struct site *s, uint64_t address, unsigned shift, uint64_t low)
{
    uint64_t time = probe_now(s);
    uint32_t tap;

    if (!s->mined) {
        touch(s, address);
        return;
    }
    tap = tap_of(s, time, address);
    if (tap != UINT32_MAX) {
        ring_access(&probe.ring, (enum ring_kind)shift, tap, time, address, low);
    }
}
