/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Taking a ring, refusing one, and leaving word in it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include "ring_file.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the ring is little-endian");
_Static_assert(RING_SLOT_BYTES % 8 == 0, "a slot is whole words");
_Static_assert(RING_ACCOUNT_OFFSET + 8 * RING_ACCOUNTS <= RING_DATA_OFFSET, "the account fits");
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2 && ATOMIC_INT_LOCK_FREE == 2,
               "atomics work between processes");


#define BATCHES_MAX (1u << 20)

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
