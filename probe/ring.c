/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The slow half of the probe's side of the ring: taking it, waiting, handing over,
 * leaving.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include "ring_writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the ring is little-endian");
_Static_assert(RING_SLOT_BYTES % 8 == 0, "a slot is whole words");
_Static_assert(RING_ACCOUNT_OFFSET + 8 * RING_ACCOUNTS <= RING_DATA_OFFSET, "the account fits");
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2 && ATOMIC_INT_LOCK_FREE == 2,
               "atomics work between processes");

#define BATCH_BYTES ((size_t)RING_BATCH_SLOTS * RING_SLOT_BYTES)
#define BATCHES_MAX (1u << 20)

#define SPINS 2000               /* some tens of microseconds */
#define NAP_NS 50000L            /* between looks at `consumed` */
#define WATCH_NS 10000000L       /* between looks at the reader's lock */
#define WATCH_BATCHES_MASK 0x3fu /* and, while nothing waits, every 64 batches */

static uint32_t get_u32(const unsigned char *map, unsigned offset)
{
    uint32_t value;
    memcpy(&value, map + offset, sizeof value);
    return value;
}

static uint64_t get_u64(const unsigned char *map, unsigned offset)
{
    uint64_t value;
    memcpy(&value, map + offset, sizeof value);
    return value;
}

static void put_u32(unsigned char *map, unsigned offset, uint32_t value)
{
    memcpy(map + offset, &value, sizeof value);
}

static _Atomic uint64_t *published_of(unsigned char *map)
{
    return (_Atomic uint64_t *)(void *)(map + RING_PUBLISHED_OFFSET);
}

static _Atomic uint64_t *consumed_of(unsigned char *map)
{
    return (_Atomic uint64_t *)(void *)(map + RING_CONSUMED_OFFSET);
}

static _Atomic uint32_t *state_of(unsigned char *map)
{
    return (_Atomic uint32_t *)(void *)(map + RING_STATE_OFFSET);
}

__attribute__((format(printf, 3, 4))) static int fail(char *why, size_t n, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, n, format, arguments);
    va_end(arguments);
    return -1;
}

/* Takes the probe's lock on fd: 0, or -1 with errno. */
static int take_lock(int fd)
{
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = RING_LOCK_PROBE, .l_len = 1
    };
    return fcntl(fd, F_SETLK, &lock);
}

/* Whether another process holds the reader's lock.  When the kernel does not say,
 * yes: better to wait than to lose a trace. */
static bool reader_locked(int fd)
{
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = RING_LOCK_READER, .l_len = 1
    };
    return fcntl(fd, F_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

static void copy_account(struct ring *r)
{
    memcpy(r->map + RING_ACCOUNT_OFFSET, r->account, sizeof r->account);
}

/* -- taking the ring ----------------------------------------------------------- */

/* Checks a mapped header, all of it in the file's first page. */
static int check_header(struct ring *r, const char *path, off_t file_bytes, char *why, size_t n)
{
    const unsigned char *map = r->map;
    if (get_u64(map, RING_MAGIC_OFFSET) != RING_MAGIC) {
        return fail(why, n, "%s is not a ring of Tapmine's", path);
    }
    uint32_t version = get_u32(map, RING_VERSION_OFFSET);
    if (version != RING_VERSION) {
        return fail(why, n,
                    "the ring is of version %u and the probe of version %u: "
                    "build the probe and Tapmine from the same source",
                    version, RING_VERSION);
    }
    uint32_t slot_bytes = get_u32(map, RING_SLOT_BYTES_OFFSET);
    uint32_t batch_slots = get_u32(map, RING_BATCH_SLOTS_OFFSET);
    if (slot_bytes != RING_SLOT_BYTES || batch_slots != RING_BATCH_SLOTS) {
        return fail(why, n,
                    "the ring has %u slots of %u bytes a batch and the probe writes %u of %u",
                    batch_slots, slot_bytes, RING_BATCH_SLOTS, RING_SLOT_BYTES);
    }
    uint32_t batches = get_u32(map, RING_BATCHES_OFFSET);
    if (batches == 0 || batches > BATCHES_MAX || (batches & (batches - 1)) != 0) {
        return fail(why, n, "the ring's number of batches is %u, which is no power of two to %u",
                    batches, BATCHES_MAX);
    }
    size_t bytes = RING_DATA_OFFSET + batches * BATCH_BYTES;
    if ((uint64_t)file_bytes < bytes) {
        return fail(why, n, "the ring's file has %lld bytes and its %u batches need %zu",
                    (long long)file_bytes, batches, bytes);
    }
    uint32_t state = atomic_load_explicit(state_of(r->map), memory_order_acquire);
    if (state != RING_WAITING) {
        return fail(why, n, "the ring is in state %u: it has served another probe", state);
    }
    r->batches = batches;
    return 0;
}

static int map_all(struct ring *r, char *why, size_t n)
{
    size_t bytes = RING_DATA_OFFSET + r->batches * BATCH_BYTES;
    munmap(r->map, r->map_bytes);
    r->map_bytes = bytes;
    r->map = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, r->fd, 0);
    if (r->map == MAP_FAILED) {
        r->map = NULL;
        return fail(why, n, "the ring cannot be mapped: %s", strerror(errno));
    }
    void *scratch =
        mmap(NULL, BATCH_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (scratch == MAP_FAILED) {
        return fail(why, n, "there is no memory for a batch: %s", strerror(errno));
    }
    r->scratch = scratch;
    return 0;
}

static int take(struct ring *r, const char *path, char *why, size_t n)
{
    r->fd = open(path, O_RDWR | O_CLOEXEC);
    if (r->fd < 0) {
        return fail(why, n, "the ring %s cannot be opened: %s", path, strerror(errno));
    }
    struct stat status;
    if (fstat(r->fd, &status) != 0) {
        return fail(why, n, "the ring %s cannot be examined: %s", path, strerror(errno));
    }
    if (!S_ISREG(status.st_mode) || status.st_size < (off_t)RING_DATA_OFFSET) {
        return fail(why, n, "%s is not a ring of Tapmine's", path);
    }
    r->map_bytes = RING_DATA_OFFSET;
    r->map = mmap(NULL, r->map_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, r->fd, 0);
    if (r->map == MAP_FAILED) {
        r->map = NULL;
        return fail(why, n, "the ring cannot be mapped: %s", strerror(errno));
    }
    if (take_lock(r->fd) != 0) {
        return fail(why, n, "another probe has the ring %s", path);
    }
    if (check_header(r, path, status.st_size, why, n) != 0) {
        return -1;
    }
    if (!reader_locked(r->fd)) {
        return fail(why, n, "nobody reads the ring %s", path);
    }
    return map_all(r, why, n);
}

int ring_open(struct ring *r, const char *path, char *why, size_t n)
{
    const char *arch = r->arch;
    bool big_endian = r->big_endian;
    memset(r, 0, sizeof *r);
    r->arch = arch;
    r->big_endian = big_endian;
    r->fd = -1;
    if (take(r, path, why, n) != 0) {
        ring_close(r);
        return -1;
    }
    put_u32(r->map, RING_PROBE_PID_OFFSET, (uint32_t)getpid());
    put_u32(r->map, RING_BIG_ENDIAN_OFFSET, big_endian);
    char name[RING_MESSAGE_OFFSET - RING_ARCH_OFFSET] = { 0 };
    snprintf(name, sizeof name, "%s", arch ? arch : "");
    memcpy(r->map + RING_ARCH_OFFSET, name, sizeof name);
    atomic_store_explicit(state_of(r->map), RING_RUNNING, memory_order_release);
    return 0;
}

void ring_close(struct ring *r)
{
    if (r->map) {
        munmap(r->map, r->map_bytes);
        r->map = NULL;
    }
    if (r->scratch) {
        munmap(r->scratch, BATCH_BYTES);
        r->scratch = NULL;
    }
    if (r->fd >= 0) {
        close(r->fd);
        r->fd = -1;
    }
    r->head = NULL;
    r->next = NULL;
    r->room = 0;
}

/* -- filling it ---------------------------------------------------------------- */

bool ring_reader_there(struct ring *r)
{
    if (!r->orphaned && !r->ended && !reader_locked(r->fd)) {
        r->orphaned = true;
    }
    return !r->orphaned;
}

static bool full(struct ring *r)
{
    uint64_t consumed = atomic_load_explicit(consumed_of(r->map), memory_order_acquire);
    return r->published - consumed >= r->batches;
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void pause_briefly(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield" ::: "memory");
#endif
}

/* Waits until a batch is free or the reader is gone. */
static void wait_for_room(struct ring *r)
{
    if (!full(r)) {
        return;
    }
    r->account[RING_COUNT_STALLS]++;
    for (int spin = 0; spin < SPINS; spin++) {
        pause_briefly();
        if (!full(r)) {
            return;
        }
    }
    uint64_t watched = now_ns();
    while (full(r)) {
        struct timespec nap = { .tv_sec = 0, .tv_nsec = NAP_NS };
        nanosleep(&nap, NULL); /* a signal may cut it short: then it looks sooner */
        uint64_t now = now_ns();
        if (now - watched >= (uint64_t)WATCH_NS) {
            watched = now;
            if (!ring_reader_there(r)) {
                return;
            }
        }
    }
}

void ring_flush(struct ring *r)
{
    uint64_t *head = r->head;
    if (!head) {
        return;
    }
    uint32_t used = RING_BATCH_SLOTS - r->room;
    r->head = NULL;
    r->next = NULL;
    r->room = 0;
    if (head == r->scratch || used == 1) {
        return;
    }
    head[0] = ring_word(0, RING_BATCH, used);
    copy_account(r);
    r->published++;
    atomic_store_explicit(published_of(r->map), r->published, memory_order_release);
}

void ring_turn(struct ring *r)
{
    ring_flush(r);
    if (!r->orphaned && !r->ended) {
        if ((r->published & WATCH_BATCHES_MASK) == WATCH_BATCHES_MASK) {
            ring_reader_there(r);
        }
        wait_for_room(r);
    }
    if (r->orphaned || r->ended) {
        r->head = r->scratch;
    } else {
        size_t index = r->published & (r->batches - 1);
        r->head = (uint64_t *)(void *)(r->map + RING_DATA_OFFSET + index * BATCH_BYTES);
        r->head[1] = r->base;
        r->head[2] = r->published;
    }
    r->next = r->head + RING_SLOT_WORDS;
    r->room = RING_BATCH_SLOTS - 1;
}

void ring_time(struct ring *r, uint64_t time)
{
    uint64_t *slots = ring_slots(r, 1);
    slots[0] = ring_word(0, RING_TIME, 0);
    slots[1] = time;
    slots[2] = 0;
    r->base = time;
}

void ring_code(struct ring *r, uint64_t pc, uint32_t space, const unsigned char *bytes, unsigned n,
               uint64_t place)
{
    uint64_t *slots = ring_define(r, RING_CODE, n, 2);
    slots[1] = pc;
    slots[2] = space;
    slots[3] = 0;
    slots[4] = 0;
    slots[5] = place;
    memcpy(slots + 3, bytes, n < 16 ? n : 16);
}

/* -- leaving it ---------------------------------------------------------------- */

void ring_end(struct ring *r, enum ring_state state)
{
    if (r->ended || !r->map) {
        return;
    }
    ring_flush(r);
    copy_account(r);
    atomic_store_explicit(state_of(r->map), state, memory_order_release);
    r->ended = true;
    close(r->fd);
    r->fd = -1;
}

/* Copies text to to[n], zero-padded, cut between characters when it is too long. */
static void copy_text(unsigned char *to, size_t n, const char *text)
{
    size_t length = strnlen(text, n);
    if (length == n) {
        length = n - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80) {
            length--;
        }
    }
    memset(to, 0, n);
    memcpy(to, text, length);
}

/* Refuses the ring whose first page is mapped at map. */
static int refuse_mapped(unsigned char *map, int fd, const char *message)
{
    if (get_u64(map, RING_MAGIC_OFFSET) != RING_MAGIC || take_lock(fd) != 0) {
        return -1;
    }
    uint32_t state = atomic_load_explicit(state_of(map), memory_order_acquire);
    bool own = state == RING_RUNNING && get_u32(map, RING_PROBE_PID_OFFSET) == (uint32_t)getpid();
    if (state != RING_WAITING && !own) {
        return -1;
    }
    copy_text(map + RING_MESSAGE_OFFSET, RING_MESSAGE_BYTES, message);
    atomic_store_explicit(state_of(map), RING_REFUSED, memory_order_release);
    return 0;
}

void ring_note(struct ring *r, const char *message)
{
    if (r->map) {
        copy_text(r->map + RING_MESSAGE_OFFSET, RING_MESSAGE_BYTES, message);
    }
}

int ring_refuse(const char *path, const char *message)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    int result = -1;
    struct stat status;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_size >= (off_t)RING_DATA_OFFSET) {
        unsigned char *map =
            mmap(NULL, RING_DATA_OFFSET, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (map != MAP_FAILED) {
            result = refuse_mapped(map, fd, message);
            munmap(map, RING_DATA_OFFSET);
        }
    }
    close(fd);
    return result;
}
