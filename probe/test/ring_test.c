/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Tests the probe's side of the ring alone, with readers forked from this process:
 * what the Java tests cannot reach, above all every way of not getting a ring.
 * Prints nothing but failures; exits with their number.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../ring_writer.h"

#define BATCH_BYTES (RING_BATCH_SLOTS * RING_SLOT_BYTES)

static int failures;

#define CHECK(condition)                                                              \
    do {                                                                              \
        if (!(condition)) {                                                           \
            fprintf(stderr, "%s:%d: %s: not so\n", __func__, __LINE__, #condition);   \
            failures++;                                                               \
        }                                                                             \
    } while (0)

static char path[] = "/tmp/ring-test-XXXXXX";

static unsigned char *make_ring(unsigned batches)
{
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    off_t bytes = RING_DATA_OFFSET + (off_t)batches * BATCH_BYTES;
    if (fd < 0 || ftruncate(fd, bytes) != 0) {
        perror(path);
        exit(99);
    }
    unsigned char *map =
        mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (map == MAP_FAILED) {
        perror(path);
        exit(99);
    }
    uint64_t magic = RING_MAGIC;
    uint32_t header[] = { RING_VERSION, RING_SLOT_BYTES, RING_BATCH_SLOTS, batches };
    memcpy(map + RING_MAGIC_OFFSET, &magic, sizeof magic);
    memcpy(map + RING_VERSION_OFFSET, header, sizeof header);
    return map;
}

static uint64_t word(const unsigned char *map, size_t offset)
{
    return __atomic_load_n((const uint64_t *)(const void *)(map + offset), __ATOMIC_ACQUIRE);
}

static uint32_t state(const unsigned char *map)
{
    return __atomic_load_n((const uint32_t *)(const void *)(map + RING_STATE_OFFSET),
                           __ATOMIC_ACQUIRE);
}

/* Forks a process that holds the reader's lock until it is killed. */
static pid_t lock_in_another_process(void)
{
    int pipes[2];
    if (pipe(pipes) != 0) {
        exit(99);
    }
    pid_t child = fork();
    if (child == 0) {
        int fd = open(path, O_RDWR);
        struct flock lock = {
            .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = RING_LOCK_READER, .l_len = 1
        };
        char answer = fcntl(fd, F_SETLK, &lock) == 0 ? 'y' : 'n';
        (void)!write(pipes[1], &answer, 1);
        for (;;) {
            pause();
        }
    }
    char answer = 'n';
    (void)!read(pipes[0], &answer, 1);
    close(pipes[0]);
    close(pipes[1]);
    CHECK(answer == 'y');
    return child;
}

static void kill_and_reap(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static void refuses(const char *expected)
{
    struct ring ring = { .arch = "test" };
    char why[200] = "";
    CHECK(ring_open(&ring, path, why, sizeof why) == -1);
    if (!strstr(why, expected)) {
        fprintf(stderr, "refused with '%s' and not '%s'\n", why, expected);
        failures++;
    }
    CHECK(ring.fd == -1 && ring.map == NULL && ring.scratch == NULL);
}

static void should_refuse_what_is_no_ring(void)
{
    refuses("cannot be opened"); /* made later */
    unsigned char *map = make_ring(1);
    refuses("nobody reads the ring");
    pid_t reader = lock_in_another_process();

    map[RING_MAGIC_OFFSET] ^= 1;
    refuses("is not a ring");
    CHECK(ring_refuse(path, "x") == -1);
    map[RING_MAGIC_OFFSET] ^= 1;

    map[RING_VERSION_OFFSET] = 77;
    refuses("of version 77");
    map[RING_VERSION_OFFSET] = RING_VERSION;

    map[RING_SLOT_BYTES_OFFSET] = 16;
    refuses("4096 slots of 16 bytes");
    map[RING_SLOT_BYTES_OFFSET] = RING_SLOT_BYTES;

    map[RING_BATCHES_OFFSET] = 3;
    refuses("batches is 3");
    map[RING_BATCHES_OFFSET] = 0;
    refuses("batches is 0");
    map[RING_BATCHES_OFFSET] = 2;
    refuses("2 batches need");
    map[RING_BATCHES_OFFSET] = 1;

    map[RING_STATE_OFFSET] = RING_ENDED;
    refuses("in state 2");
    CHECK(ring_refuse(path, "x") == -1);
    map[RING_STATE_OFFSET] = RING_WAITING;

    CHECK(truncate(path, RING_DATA_OFFSET - 1) == 0);
    refuses("is not a ring");
    CHECK(ring_refuse(path, "x") == -1);
    munmap(map, RING_DATA_OFFSET + BATCH_BYTES);
    kill_and_reap(reader);
}

static void should_hand_over_one_batch_after_another(void)
{
    unsigned char *map = make_ring(2);
    pid_t reader = lock_in_another_process();
    struct ring ring = { .arch = "a-name-that-is-longer-than-31-bytes", .big_endian = true };
    char why[200];
    CHECK(ring_open(&ring, path, why, sizeof why) == 0);
    CHECK(state(map) == RING_RUNNING);
    CHECK(map[RING_BIG_ENDIAN_OFFSET] == 1);
    CHECK(map[RING_MESSAGE_OFFSET - 1] == 0);

    for (unsigned i = 1; i < RING_BATCH_SLOTS - 1; i++) {
        ring_access(&ring, RING_ACCESS_8, i, i, i, i);
    }
    CHECK(word(map, RING_PUBLISHED_OFFSET) == 0);
    ring_access_16(&ring, 7, RING_DELTA_MAX, 1, 2, 3); /* one slot is left */
    CHECK(word(map, RING_PUBLISHED_OFFSET) == 1);
    CHECK((uint32_t)word(map, RING_DATA_OFFSET) == RING_BATCH_SLOTS - 1);

    ring_access(&ring, RING_ACCESS_1, 1, RING_DELTA_MAX + 1, 0, 0); /* after a RING_TIME */
    ring.account[RING_COUNT_MOVED] = 4711;
    ring_flush(&ring);
    ring_flush(&ring); /* nothing to hand over */
    CHECK(word(map, RING_PUBLISHED_OFFSET) == 2);
    size_t second = RING_DATA_OFFSET + BATCH_BYTES;
    CHECK((uint32_t)word(map, second) == 5);
    CHECK(word(map, second + 16) == 1);
    CHECK(word(map, second + 3 * RING_SLOT_BYTES + 8) == RING_DELTA_MAX + 1);
    CHECK(word(map, RING_ACCOUNT_OFFSET + 8 * RING_COUNT_MOVED) == 4711);

    CHECK(ring_refuse(path, "changed my mind") == 0); /* drops the lock */
    CHECK(state(map) == RING_REFUSED);
    CHECK(strcmp((char *)map + RING_MESSAGE_OFFSET, "changed my mind") == 0);
    ring_close(&ring);
    munmap(map, RING_DATA_OFFSET + 2 * BATCH_BYTES);
    kill_and_reap(reader);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void should_not_wait_for_a_reader_that_is_gone(void)
{
    unsigned char *map = make_ring(1);
    pid_t reader = lock_in_another_process();
    struct ring ring = { .arch = "test" };
    char why[200];
    CHECK(ring_open(&ring, path, why, sizeof why) == 0);
    CHECK(ring_reader_there(&ring));
    ring_rename(&ring, 1, 2, 3);
    ring_flush(&ring);
    kill_and_reap(reader);
    uint64_t before = word(map, RING_DATA_OFFSET + RING_SLOT_BYTES + 8);
    double start = seconds();
    for (unsigned i = 0; i < 100000; i++) {
        ring_touch(&ring, i + 5, 0, i, 1);
    }
    CHECK(seconds() - start < 1);
    CHECK(ring.orphaned);
    CHECK(ring.account[RING_COUNT_STALLS] == 1);
    CHECK(word(map, RING_PUBLISHED_OFFSET) == 1);
    CHECK(word(map, RING_DATA_OFFSET + RING_SLOT_BYTES + 8) == before);
    ring_end(&ring, RING_ENDED);
    ring_end(&ring, RING_RUNNING); /* only the first counts */
    CHECK(state(map) == RING_ENDED);
    ring_close(&ring);
    munmap(map, RING_DATA_OFFSET + BATCH_BYTES);
}

int main(void)
{
    int fd = mkstemp(path);
    close(fd);
    unlink(path);
    should_refuse_what_is_no_ring();
    should_hand_over_one_batch_after_another();
    should_not_wait_for_a_reader_that_is_gone();
    unlink(path);
    return failures;
}
