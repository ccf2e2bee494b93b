/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the probe keeps while the guest runs.  One virtual CPU, one thread.
 *
 *   block.c  decides at translation what of a block is watched, and how
 *   flow.c   follows the guest: modes, spaces, stacks, calls, handlers
 *   access.c names the tap of an access and hands it to the ring
 *   probe.c  starts and ends
 */
#ifndef TAPMINE_PROBE_H
#define TAPMINE_PROBE_H

#include "arch.h"
#include "context.h"
#include "options.h"
#include "qemu_api.h"
#include "ring_writer.h"
#include "shadow.h"
#include "spaces.h"
#include "table.h"
#include "value.h"

/* Read and written by code that QEMU generates, so it lives in a scoreboard. */
struct fast {
    uint64_t where; /* the tag of the code that may run without being looked at; see flow.c */
    uint64_t time;  /* instructions begun, those of the running block all counted at its entry */
};

/* A block of instructions as QEMU translated it. */
struct block {
    uint64_t pc;  /* where it was then; it may run elsewhere */
    uint64_t tag; /* of the code then: see flow.c */
    uint32_t n;   /* instructions */
    bool user;
    bool asynchronous; /* starts a handler of interrupts rather than exceptions */
};

/* An instruction that is watched for one thing.  What every access needs comes first. */
struct site {
    uint64_t touched;   /* block and space of the last touch */
    uint64_t block_tag; /* of its block, as translated */
    uint64_t tag;       /* what the last tap found here was found for, with context and delta */
    uint64_t delta;
    uint32_t context;
    uint32_t tap;
    uint32_t behind; /* instructions of its block from it to the end */
    bool write;
    bool user;
    bool sp_based;
    bool machinery; /* a return's read of its own slot */
    uint32_t info; /* QEMU's of the last access here, and the logarithm of its size */
    uint8_t shift;
    uint8_t length; /* of the instruction */
    /* 64 bytes to here */
    uint64_t pc; /* as translated */
    uint64_t target; /* of a direct call, as translated */
    uint8_t bytes[16];
};

struct probe {
    struct options options;
    const struct arch *arch;
    struct ring ring;
    struct contexts contexts;
    struct shadow shadow;
    struct spaces spaces;
    struct table taps;    /* (pc, space and context, direction and mode) -> tap */
    struct table touches; /* (block, 0, space and kind) */
    struct table codes;   /* (pc, 0, space) */
    struct value_reader values;
    struct fast *fast;
    struct plugin_scoreboard *score;
    struct plugin_register *registers[REGS];
    struct byte_array *buffer;
    struct plugin_u64 where_entry, time_entry;

    uint64_t tag;   /* of the code that runs */
    uint64_t delta; /* where it runs less where it was translated, when tags differ */
    uint32_t space; /* of user code, while it runs */
    bool user;

    /* what the next block's entry is to settle */
    bool stack_unknown; /* the stack pointer was replaced */
    bool call_pending;  /* an indirect call's callee */
    bool renamed;       /* a jump by way of a return */
    bool handler, handler_asynchronous;
    uint64_t call_sp, call_return;

    /* x86's table of gates */
    uint64_t gates_base;
    uint32_t gates_bytes;
    bool ended;
    bool stopping;
};

extern struct probe probe;

uint64_t probe_register(enum arch_register which);
void probe_stop_guest(void);

/* flow.c */
block_callback flow_block, flow_handler, flow_stack_set, flow_stack_was_set, flow_trap_return,
    flow_link_call, flow_link_return, flow_check;
access_callback flow_push_call, flow_pop_return, flow_gates;
uint64_t flow_user_tag(uint32_t space);
uint64_t flow_kernel_tag(uint64_t pc);

/* access.c */
access_callback access_mined, access_touched;
void access_touch(uint64_t time, uint32_t space, uint64_t address, unsigned kind);

/* The number of instructions begun before this one. */
static inline uint64_t probe_now(const struct site *s)
{
    return probe.fast->time - s->behind;
}

/* What to add to an address of translation to have the address executed. */
static inline uint64_t probe_delta(uint64_t block_tag)
{
    return block_tag == probe.tag ? 0 : probe.delta;
}

#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#endif
