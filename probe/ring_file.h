/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The ring's file, as both halves of the probe's side see it: ring_open.c takes and
 * refuses it, ring.c fills and ends it.
 */
#ifndef TAPMINE_RING_FILE_H
#define TAPMINE_RING_FILE_H

#include "ring_writer.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <unistd.h>

#define BATCH_BYTES ((size_t)RING_BATCH_SLOTS * RING_SLOT_BYTES)

static inline _Atomic uint64_t *published_of(unsigned char *map)
{
    return (_Atomic uint64_t *)(void *)(map + RING_PUBLISHED_OFFSET);
}

static inline _Atomic uint64_t *consumed_of(unsigned char *map)
{
    return (_Atomic uint64_t *)(void *)(map + RING_CONSUMED_OFFSET);
}

static inline _Atomic uint32_t *state_of(unsigned char *map)
{
    return (_Atomic uint32_t *)(void *)(map + RING_STATE_OFFSET);
}

/* Whether another process holds the reader's lock.  When the kernel does not say,
 * yes: better to wait than to lose a trace. */
static inline bool reader_locked(int fd)
{
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = RING_LOCK_READER, .l_len = 1
    };
    return fcntl(fd, F_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

#endif
