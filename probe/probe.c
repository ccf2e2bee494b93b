/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Starting and ending.
 */
#include "probe.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

EXPORTED int qemu_plugin_version = TAPMINE_API;

struct probe probe;

#define TABLE_SLOTS (1u << 16)

static uint64_t read_register(struct plugin_register *r)
{
    uint64_t value = 0;

    if (r) {
        g_byte_array_set_size(probe.buffer, 0);
        if (SHIM_read_register(r, probe.buffer)) {
            unsigned n = probe.buffer->len < 8 ? probe.buffer->len : 8;

            for (unsigned i = 0; i < n; i++) { /* in the guest's byte order */
                unsigned at = probe.arch->big_endian ? n - 1 - i : i;

                value |= (uint64_t)probe.buffer->data[at] << 8 * i;
            }
        }
    }
    return value;
}

uint64_t probe_register(enum arch_register which)
{
    return read_register(probe.registers[which]);
}

uint64_t probe_general(unsigned number)
{
    return read_register(probe.general[number & 31]);
}

/* Whether the name is one of the alternatives for the register. */
static bool wanted(const char *name, enum arch_register which)
{
    const char *at = probe.arch->registers[which];
    size_t n = strlen(name);

    while (at && *at) {
        size_t length = strcspn(at, " ");

        if (length == n && !memcmp(at, name, n)) {
            return true;
        }
        at += length + (at[length] == ' ');
    }
    return false;
}

void probe_vcpu_started(unsigned vcpu)
{
    struct any_array *all;
    const struct plugin_register_info *info;
    unsigned number;
    char more;

    if (vcpu != 0 || probe.fast) {
        return;
    }
    all = qemu_plugin_get_registers();
    info = (const struct plugin_register_info *)(void *)all->data;
    for (unsigned i = 0; i < all->len; i++) {
        for (int r = 0; r < REGS; r++) {
            if (wanted(info[i].name, (enum arch_register)r)) {
                probe.registers[r] = info[i].handle;
            }
        }
        if (sscanf(info[i].name, "x%u%c", &number, &more) == 1 && number < 31) {
            probe.general[number] = info[i].handle;
        }
    }
    g_array_free(all, 1);
    for (int r = 0; r < REGS; r++) {
        if (probe.arch->registers[r] && !probe.registers[r]) {
            fprintf(stderr, "tapmine probe: QEMU has no register %s\n", probe.arch->registers[r]);
        }
    }
    value_init(&probe.values, probe.options.learn);
    probe.fast = qemu_plugin_scoreboard_find(probe.score, 0);
    probe.tag = flow_kernel_tag(0);
}

static void *give_up(void *unused)
{
    (void)unused;
    sleep(5);
    _exit(3);
}

/* The reader is gone: ask QEMU to leave, and leave without it if it does not listen. */
void probe_stop_guest(void)
{
    pthread_t thread;

    if (probe.options.orphan_goes || probe.stopping) {
        return;
    }
    probe.stopping = true;
    fprintf(stderr, "tapmine probe: nobody reads the trace any more, the guest is stopped\n");
    if (pthread_create(&thread, NULL, give_up, NULL) != 0) {
        _exit(3);
    }
    pthread_detach(thread);
    kill(getpid(), SIGTERM);
}

void probe_exit(void)
{
    if (!probe.ended) {
        probe.ended = true;
        probe.ring.account[RING_COUNT_INSTRUCTIONS] = probe.fast ? probe.fast->time : 0;
        ring_end(&probe.ring, RING_ENDED);
    }
}

static int refuse(const char *why)
{
    fprintf(stderr, "tapmine probe: %s\n", why);
    if (*probe.options.ring) {
        ring_refuse(probe.options.ring, why);
    }
    return -1;
}

static const char *unsuitable(const struct plugin_info *info)
{
    if (!info->system_emulation) {
        return "it watches whole machines, not single programs";
    }
    if (info->system.max_vcpus > 1 && info->system.smp_vcpus > 1) {
        return "the guest has more than one virtual CPU: start QEMU with -smp 1";
    }
    return NULL;
}

EXPORTED int qemu_plugin_install(plugin_id id, const struct plugin_info *info, int argc,
                                 char **argv)
{
    char why[RING_MESSAGE_BYTES];
    const char *reason;

    options_default(&probe.options);
    for (int i = 0; i < argc; i++) {
        if (!options_take(&probe.options, argv[i], why, sizeof why)) {
            return refuse(why);
        }
    }
    if (!*probe.options.ring) {
        return refuse("ring=PATH is missing");
    }
    reason = unsuitable(info);
    if (reason) {
        return refuse(reason);
    }
    probe.ring.arch = info->target_name;
    probe.ring.big_endian = arch_big_endian(info->target_name);
    if (ring_open(&probe.ring, probe.options.ring, why, sizeof why) != 0) {
        return refuse(why);
    }
    SHIM_register_exit(id);
    if (probe.options.idle) {
        return 0;
    }
    probe.arch = arch_find(info->target_name);
    if (!arch_known(probe.arch)) {
        snprintf(why, sizeof why,
                 "Tapmine does not know how %.60s calls: taps have no callers, and all code counts "
                 "as the kernel's.",
                 info->target_name);
        ring_note(&probe.ring, why);
        probe.options.depth = 0;
    }
    probe.buffer = g_byte_array_new();
    probe.score = qemu_plugin_scoreboard_new(sizeof(struct fast));
    probe.where_entry = (struct plugin_u64){probe.score, offsetof(struct fast, where)};
    probe.time_entry = (struct plugin_u64){probe.score, offsetof(struct fast, time)};
    probe.last_entry = (struct plugin_u64){probe.score, offsetof(struct fast, last)};
    table_init(&probe.taps, TABLE_SLOTS);
    table_init(&probe.touches, TABLE_SLOTS);
    table_init(&probe.codes, TABLE_SLOTS);
    table_init(&probe.pages, TABLE_SLOTS);
    contexts_init(&probe.contexts, &probe.ring, probe.options.depth);
    spaces_init(&probe.spaces, &probe.ring, probe.arch->root_attributes);
    shadow_init(&probe.shadow, &probe.ring, &probe.contexts, probe.options.calls,
                probe.arch->call_pushes);
    probe.shadow.caller_area = probe.arch->caller_area;
    SHIM_register_all(id);
    return 0;
}
