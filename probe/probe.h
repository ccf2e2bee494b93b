/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the probe keeps while the guest runs.  One virtual CPU, one thread.
 *
 *   block.c  decides at translation what of a block is watched, and how
 *   flow.c   follows the guest: modes, spaces, stacks, calls
 *   handler.c  interrupts and exceptions: where they start, and what goes on after them
 *   again.c  blocks left in their middle, whose instructions were counted too early
 *   access.c names the tap of an access and hands it to the ring
 *   zero.c   the one kind of store that QEMU does not tell of
 *   probe.c  starts and ends
 */
#ifndef TAPMINE_PROBE_H
#define TAPMINE_PROBE_H

#include "arch.h"
#include "clock.h"
#include "context.h"
#include "options.h"
#include "order.h"
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
    uint64_t last;  /* the block entered last, a struct block *; 0: none that is known */
    uint64_t unused; /* QEMU finds a power of two faster */
};

/* A block of instructions as QEMU translated it. */
struct block {
    uint64_t pc;  /* where it was then; it may run elsewhere */
    uint64_t tag; /* of the code then: see flow.c */
    uint64_t place; /* see RING_CODE */
    uint32_t n;   /* instructions */
    bool user;
    bool asynchronous; /* starts a handler of interrupts rather than exceptions */
    uint8_t lengths[]; /* of the instructions, in bytes */
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
    bool table;     /* a store by the kernel, which may be to a page table */
    uint32_t info; /* QEMU's of the last access here, and the logarithm of its size */
    uint8_t shift;
    uint8_t length; /* of the instruction */
    uint8_t order;  /* see order.h */
    bool swapped;   /* not in the host's byte order */
    /* 64 bytes to here */
    uint64_t pc; /* as translated */
    uint64_t target; /* of a direct call, as translated */
    uint64_t place;  /* see RING_CODE */
    const struct block *block; /* only of an access in a block of one instruction: that block */
    bool conditional;
    bool mined;  /* what QEMU does not tell of is wanted here */
    uint8_t reg; /* of a store that QEMU does not tell of: the register that has its address */
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
    struct table pages;   /* page of QEMU's memory that code lies in -> its number less 1 */
    struct value_reader values;
    struct order order;
    struct fast *fast;
    struct plugin_scoreboard *score;
    struct plugin_register *registers[REGS];
    struct plugin_register *general[32]; /* those named x0, x1, ... */
    struct byte_array *buffer;
    struct plugin_u64 where_entry, time_entry, last_entry;

    uint64_t tag;   /* of the code that runs */
    uint64_t delta; /* where it runs less where it was translated, when tags differ */
    uint32_t space; /* of user code, while it runs */
    bool user;

    /* what the next block's entry is to settle */
    bool stack_unknown;  /* the stack pointer was replaced */
    bool landing;        /* it was, and the jump that goes with it may still come */
    bool handler_waits;  /* a handler began, and its stack pointer comes when it is replaced */
    bool handler_broke_into, handler_asynchronous;
    bool handler_told;   /* QEMU said that the next block is a handler's */
    bool call_pending;   /* a call whose callee, */
    bool return_pending; /* or a return whose target is known only then */
    bool conditional;    /* and perhaps it does not happen: then code goes on at call_return */
    bool may_return;     /* a jump that is a return if it goes where the innermost call returns to */
    bool renamed;        /* a jump by way of a return */
    uint64_t call_sp, call_return;
    uint64_t handler_resume;  /* where code goes on after the handler that waits for its stack */
    uint64_t told_resume;     /* QEMU's word for where code goes on after a handler */
    uint64_t sysenter_sp;     /* the stack pointer of user code that is entering the kernel */
    bool trap_returned;       /* a handler is left */
    struct site *zeroed; /* a store that QEMU does not tell of, and has been executed then */
    uint64_t zeroed_at, zeroed_pc;

    /* x86's table of gates */
    uint64_t gates_base;
    uint32_t gates_bytes;
    bool ended;
    bool stopping;
};

extern struct probe probe;

uint64_t probe_register(enum arch_register which);
uint64_t probe_general(unsigned number);
void probe_stop_guest(void);

/* The page-table root of user code, as an address. */
static inline uint64_t probe_root(void)
{
    return (probe_register(REG_ROOT) & probe.arch->root_mask) << probe.arch->root_shift;
}

/* Whoever wants the next block to be looked at in any case puts this, which is no tag, in `where`. */
#define NOWHERE 0u

static inline void probe_look_at_next_block(void)
{
    probe.fast->where = NOWHERE;
}

/* Whose code runs: the kernel's (0) or a space's. */
static inline uint32_t probe_owner(void)
{
    return probe.user ? probe.space : 0;
}

/* flow.c */
block_callback flow_block, flow_stack_set, flow_stack_was_set, flow_stack_moved, flow_trap_return, flow_sysenter,
    flow_link_call, flow_link_return, flow_may_return, flow_check;
access_callback flow_push_call, flow_pop_return;
uint64_t flow_user_tag(uint32_t space);
uint64_t flow_kernel_tag(uint64_t pc);
void flow_enter_kernel(uint64_t time);
/* The stack pointer is known again. */
void flow_stack_known(uint64_t time, uint64_t sp, enum ring_cause cause);
/* A handler broke in before the block that was to settle things: code goes on at `resume`. */
void flow_broken_into(uint64_t time, uint64_t resume);

/* again.c */
access_callback again_mined, again_touched;
/* Where the block runs, or ran, that was entered last; 0: not known. */
uint64_t again_last(void);
/* A handler of an exception begins, which is to go back to `resume`. It broke off the instruction
 * `at`, perhaps in the middle of the block entered last, which ran at `ran_at`. */
void again_broken_into(uint64_t ran_at, uint64_t resume, uint64_t at);

/* handler.c */
block_callback handler_block;
access_callback handler_gates;
/* Whether a handler starts where this block does. */
bool handler_starts(struct block *b, const uint64_t values[REGS]);
/* A handler starts with the block that is about to run at pc, after one that ran at `ran_at`. */
void handler_enter(uint64_t ran_at, uint64_t pc, bool asynchronous);
/* User code entered the kernel by an instruction that only jumps there. */
void handler_jumped_into(uint64_t time);

/* access.c */
access_callback access_mined, access_touched;
void access_touch(uint64_t time, uint32_t space, uint64_t address, unsigned kind);
/* What access_mined does of an access whose value is known. */
void access_given(struct site *s, uint64_t address, unsigned shift, uint64_t low);
/* The address of code in a space, once. */
void access_code(const struct site *s, uint64_t pc, uint32_t space, unsigned length,
                 uint64_t place);

/* What a site keeps for a call in place of a tap, once it said where it returns to. */
#define RETURN_SAID 1u

/* zero.c */
block_callback zero_block, zero_done;
void zero_settle(uint64_t resume);

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
