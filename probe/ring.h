/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The ring: shared memory in which the probe hands its events to one reader.
 *
 * This file is the only place where the layout is written down.  Its Java twin,
 * dev.tapmine.trace.RingLayout, is compared with it by a test that compiles
 * ring_layout.c.  Both sides run on one host, so everything is in the host's
 * byte order, which must be little-endian.
 *
 *   0 +------------------------------+
 *     | header: who, version, sizes  |  written by the reader before the probe starts,
 *     |                              |  but for arch and the probe's pid
 * 256 +------------------------------+
 *     | producer: published, state   |  written by the probe only
 * 512 +------------------------------+
 *     | consumer: consumed           |  written by the reader only
 * 768 +------------------------------+
 *     | account: counters            |  written by the probe before it says RING_ENDED,
 *     |                              |  refreshed with every batch
 *4096 +------------------------------+
 *     | batch 0                      |  RING_BATCH_SLOTS slots of RING_SLOT_BYTES
 *     | batch 1                      |
 *     | ...                          |  a power of two of them
 *     +------------------------------+
 *
 * Publication.  `published` and `consumed` count batches since the start and never
 * wrap.  The probe fills batch (published % batches) while published - consumed <
 * batches, then stores published + 1 with release order.  The reader loads
 * `published` with acquire order, reads batches consumed .. published - 1, and
 * stores `consumed` with release order.  A batch is immutable while published and
 * not consumed.
 *
 * Liveness.  The reader holds an exclusive POSIX record lock on byte
 * RING_LOCK_READER of the file from before the probe starts, the probe one on byte
 * RING_LOCK_PROBE from when it sets RING_RUNNING.  The kernel drops the lock of a
 * process that dies, however it dies; so a side that waits can always tell a slow
 * partner from a dead one.  A reader that finds the probe's lock free and state not
 * RING_ENDED reads what is published and reports that the trace ended early.
 *
 * A batch.  Slot 0 is its head:
 *   word 0: RING_BATCH in the kind byte, and the number of slots used, head included,
 *           in the id field;  word 1: base time;  word 2: the batch's number.
 * Then events follow without a gap.
 *
 * An event is one slot or several consecutive ones in one batch.  Its first slot:
 *
 *   word 0  63            40 39     32 31              0
 *          +----------------+---------+----------------+
 *          |  time - base   |  kind   |       id       |
 *          +----------------+---------+----------------+
 *   word 1, word 2: by kind, below.
 *
 * Time is the number of instructions executed since the recording's start, as the
 * probe counts them.  Base is the batch's, or that of the last RING_TIME before the
 * event in its batch.
 *
 * kind            id           word 1            word 2            more slots
 * RING_ACCESS_*   tap          address           value             16 bytes wide only: {high half, 0, 0}
 *                              Value: the bytes in memory, the one at the lowest
 *                              address in the lowest 8 bits, zero-extended.  That is
 *                              so for every guest and every access, whichever byte
 *                              order either has.
 * RING_CALL       activation   stack pointer     return address    {callee, stack, context}
 *                              A new activation of callee starts; id is its serial.
 *                              Stack pointer: its value when the callee starts.
 * RING_RETURN     activation   stack pointer     target            -
 *                              One or more activations end; id is the serial of
 *                              the one that is current now.
 * RING_RENAME     activation   new callee        0                 -
 *                              The current activation jumped to another function
 *                              (a retpoline's target, not the thunk).
 * RING_SWITCH     activation   stack pointer     stack             {cause, root kind, context}
 *                              Another activation is current, by other means than
 *                              one call or return; id is its serial.  Of its stack,
 *                              what was begun after it has ended, if it was known
 *                              before; if it is new, what began with a stack pointer
 *                              below this one has ended, and if the kernel was
 *                              entered from user code and this is the first stack
 *                              of its own, what began with this very one, too.  A
 *                              root, one that a switch began, may go on at any time:
 *                              where its stack begins is known only by and by.
 * RING_TAP        tap          pc                context           {flags, space, 0}
 * RING_CONTEXT    context      return address    parent context    {depth, 0, 0}
 * RING_SPACE      space        page-table root   incarnation       -
 * RING_TOUCH      space        block (addr>>16)  kind R=1 W=2 X=4  -
 * RING_CODE       bytes used   pc                space             {16 bytes of the instruction, place}
 *                              of the instruction; none for an address that only a
 *                              call returns to.  Place: the page of the guest's
 *                              memory that the code lies in, numbered from 1 in the
 *                              order seen, times 4096, plus the offset in it; 0 when
 *                              it is not known.
 * RING_TIME       0            new base          0                 -
 * RING_PRIVILEGE  0 kernel     space             0                 -
 *                 1 user       The mode code runs in from here on.  When the kernel
 *                              gives way to user code, all has ended that ran on its
 *                              stack but that stack's outermost root.
 *
 * A trace begins in activation 0 on stack 0, in the kernel, which no event announces.
 *
 * Definitions (TAP, CONTEXT, SPACE) precede the first use of their id and come
 * once.  Ids are dense.  Context 0 is "no caller known"; space 0 is kernel code.
 * A context's parent is the same context one return address shorter: its
 * ancestors are its prefixes, innermost caller first.
 */
#ifndef TAPMINE_RING_H
#define TAPMINE_RING_H

#include <stdint.h>

#define RING_MAGIC 0x474e49524d504154ull /* "TAPMRING" as bytes in memory */
/* Version 2: values are bytes in memory order; RING_CODE has a place, and tells of return
 * addresses too. */
#define RING_VERSION 2u

#define RING_SLOT_BYTES 24u
#define RING_BATCH_SLOTS 4096u
#define RING_DATA_OFFSET 4096u

/* header, at 0 */
#define RING_MAGIC_OFFSET 0u       /* u64 */
#define RING_VERSION_OFFSET 8u     /* u32 */
#define RING_SLOT_BYTES_OFFSET 12u /* u32 */
#define RING_BATCH_SLOTS_OFFSET 16u /* u32 */
#define RING_BATCHES_OFFSET 20u    /* u32, a power of two */
#define RING_PROBE_PID_OFFSET 24u  /* u32 */
#define RING_BIG_ENDIAN_OFFSET 28u /* u32, 1 when the guest is big-endian */
#define RING_ARCH_OFFSET 32u       /* 32 bytes, QEMU's target name, NUL-padded */
#define RING_MESSAGE_OFFSET 64u    /* 192 bytes, why the probe refused, or what there is to know
                                    * of a trace that it gave; NUL-padded UTF-8 */
#define RING_MESSAGE_BYTES 192u

/* producer, at 256 */
#define RING_PUBLISHED_OFFSET 256u /* u64, release */
#define RING_STATE_OFFSET 264u     /* u32, release; one of ring_state */

/* consumer, at 512 */
#define RING_CONSUMED_OFFSET 512u /* u64, release */

/* account, at 768: RING_ACCOUNTS u64 counters, in the order of ring_account */
#define RING_ACCOUNT_OFFSET 768u

/* bytes of the file that the two sides lock */
#define RING_LOCK_READER 0u
#define RING_LOCK_PROBE 1u

enum ring_state {
    RING_WAITING = 0, /* no probe yet */
    RING_RUNNING = 1,
    RING_ENDED = 2,   /* whole: everything that was seen is published */
    RING_REFUSED = 3  /* the probe would not start; message says why */
};

enum ring_account {
    RING_COUNT_INSTRUCTIONS = 0, /* the clock at the end */
    RING_COUNT_READS,            /* accesses delivered */
    RING_COUNT_WRITES,
    RING_COUNT_STACK_READS,      /* left out: slots of the running activation's own frame */
    RING_COUNT_STACK_WRITES,
    RING_COUNT_CALLS,
    RING_COUNT_RETURNS,
    RING_COUNT_UNWINDS,          /* returns that matched no return address, settled by stack pointer */
    RING_COUNT_SWITCHES,
    RING_COUNT_INTERRUPTS,       /* entries through an interrupt or exception gate */
    RING_COUNT_STACKS,           /* stacks seen */
    RING_COUNT_STACKS_FORGOTTEN, /* given up for room */
    RING_COUNT_FRAMES_FORGOTTEN, /* outermost frames given up for room */
    RING_COUNT_BLOCKS,           /* blocks translated */
    RING_COUNT_MOVED,            /* block entries at another address than translated for */
    RING_COUNT_STALLS,           /* times the probe waited for the reader */
    RING_COUNT_END_REACHED,      /* 1 when the trace was ended by to=, not by the guest */
    RING_COUNT_MISPLACED,        /* check=on: block entries at an address that was taken for another */
    RING_ACCOUNTS
};

enum ring_kind {
    RING_ACCESS_1 = 0,
    RING_ACCESS_2 = 1,
    RING_ACCESS_4 = 2,
    RING_ACCESS_8 = 3,
    RING_ACCESS_16 = 4,
    RING_TAP = 8,
    RING_CONTEXT = 9,
    RING_SPACE = 10,
    RING_TOUCH = 11,
    RING_CODE = 12,
    RING_CALL = 16,
    RING_RETURN = 17,
    RING_RENAME = 18,
    RING_SWITCH = 19,
    RING_PRIVILEGE = 20,
    RING_TIME = 24,
    RING_BATCH = 31
};

/* RING_TAP's flags */
#define RING_TAP_WRITE 1u /* direction: write; else read */
#define RING_TAP_USER 2u  /* mode: user; else kernel */

enum ring_cause { /* RING_SWITCH: why the current activation changed */
    RING_CAUSE_STACK = 0,     /* another stack: a thread switch, a new thread */
    RING_CAUSE_INTERRUPT = 1, /* an interrupt's or exception's handler starts */
    RING_CAUSE_RESUME = 2,    /* a handler ended; what it broke into goes on */
    RING_CAUSE_UNWIND = 3,    /* several activations left at once: longjmp, an exception */
    RING_CAUSE_MODE = 4       /* kernel entered from user code, or left for it */
};

enum ring_root { /* RING_SWITCH: what the current stack's innermost root is */
    RING_ROOT_THREAD = 0,
    RING_ROOT_INTERRUPT = 1
};

#define RING_TIME_SHIFT 40
#define RING_KIND_SHIFT 32
#define RING_DELTA_MAX 0xffffffull

#endif
