/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes that other code writes: the C library into a buffer, and the kernel into one that is then
 * read.
 */
#include "machine.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define COPIED 4096
#define SET 512
#define READ 500

W_NOIPA void case_libc(void)
{
    /* Of sizes and through pointers that the compiler does not know. */
    static void *(*volatile copy)(void *, const void *, size_t) = memcpy;
    static void *(*volatile set)(void *, int, size_t) = memset;
    static volatile size_t copied = COPIED, set_n = SET;
    uint8_t *from = w_buffer(COPIED), *to = w_buffer(COPIED), *all = w_buffer(SET);
    uint32_t seed = w_seed();
    uint8_t value = (uint8_t)(w_seed() | 1), expected[SET];

    w_pattern(from, seed, COPIED);
    copy(to, from, copied);
    set(all, value, set_n);
    w_keep(&(struct w_truth){.name = "libc-memcpy",
                             .dir = 'w',
                             .buf = to,
                             .len = COPIED,
                             .bytes = COPIED,
                             .seed = seed});
    for (unsigned i = 0; i < SET; i++)
        ((volatile uint8_t *)expected)[i] = value;
    w_keep(&(struct w_truth){.name = "libc-memset",
                             .dir = 'w',
                             .buf = all,
                             .len = SET,
                             .bytes = SET,
                             .stream = W_BYTES,
                             .hex = expected});
}

W_LEAF(kernel_reader)
static uintptr_t W_ABI kernel_reader(const volatile uint8_t *from, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        uint8_t value = from[i];

        W_THROUGH(value);
    }
    return W_RA();
}

static void keep_read(const char *name, uintptr_t ra, uintptr_t case_ra, const uint8_t *buf,
                      uint32_t seed, const void *hex)
{
    w_keep(&(struct w_truth){.name = name,
                             .dir = 'r',
                             W_BOUNDS(kernel_reader),
                             .callers = {ra, case_ra, w_main_ra},
                             .buf = buf,
                             .len = READ,
                             .width = 1,
                             .accesses = READ,
                             .bytes = READ,
                             .stream = hex ? W_BYTES : W_PATTERN,
                             .seed = seed,
                             .hex = hex});
}

W_NOIPA void case_kernel(void)
{
    static const uint8_t zeros[READ];
    uint8_t *piped = w_buffer(READ), *zeroed = w_buffer(READ), *from = w_buffer(READ);
    uint32_t seed = w_seed();
    int ends[2], fd;
    uintptr_t ra;

    w_pattern(from, seed, READ);
    if (pipe(ends) || write(ends[1], from, READ) != READ || read(ends[0], piped, READ) != READ)
        w_fail("a pipe lost bytes");
    close(ends[0]);
    close(ends[1]);
    ra = kernel_reader(piped, READ);
    keep_read("kernel-pipe", ra, W_RA(), piped, seed, NULL);

    w_pattern(zeroed, w_seed(), READ);
    fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return; /* a guest without devices */
    if (read(fd, zeroed, READ) != READ)
        w_fail("/dev/zero gave too little");
    close(fd);
    ra = kernel_reader(zeroed, READ);
    keep_read("kernel-zero", ra, W_RA(), zeroed, 0, zeros);
}
