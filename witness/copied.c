/* SPDX-License-Identifier: Apache-2.0
 *
 * The same code at several addresses: copied to fresh pages, replaced there by other code, and its
 * file mapped a second time, so that two addresses share one page of memory.
 */
#include "machine.h"

#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define N 128
#define PAGE 4096u

typedef uintptr_t(W_ABI *leaf_function)(volatile uint8_t *to, const uint8_t *from, uintptr_t n);

static uint8_t source[N];

W_COPY_LEAF(copied_leaf)
W_COPY_LEAF(mapped_leaf)

/* What replaces the leaf: it copies from the end. */
W_LEAF(copied_other)
static uintptr_t W_ABI copied_other(volatile uint8_t *to, const uint8_t *from, uintptr_t n)
{
    while (n--) {
        uint8_t value = from[n];

        W_THROUGH(value);
        to[n] = value;
    }
    return W_RA();
}

#ifdef __thumb__
#define THUMB 1u
#else
#define THUMB 0u
#endif

static uint8_t *executable_page(void)
{
    void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                      -1, 0);

    if (page == MAP_FAILED)
        w_fail("no executable memory");
    return page;
}

static leaf_function put(uint8_t *at, const char *lo, const char *hi)
{
    memcpy(at, lo, (size_t)(hi - lo));
    __builtin___clear_cache((char *)at, (char *)at + (hi - lo));
    return (leaf_function)((uintptr_t)at | THUMB);
}

static void keep(const char *name, uintptr_t lo, const char *start, const char *stop, uintptr_t ra,
                 uintptr_t case_ra, uint8_t *to, uint32_t seed)
{
    w_keep(&(struct w_truth){.name = name,
                             .lo = lo,
                             .hi = lo + (uintptr_t)(stop - start),
                             .callers = {ra, case_ra, w_main_ra},
                             W_STORED(to, N),
                             .seed = seed});
}

#define LEAF_CODE __start_w_copied_leaf, __stop_w_copied_leaf
#define OTHER_CODE __start_w_copied_other, __stop_w_copied_other

W_NOIPA void case_copied_code(void)
{
    uint8_t *pages[] = {executable_page(), executable_page() + 64};
    uint8_t *to[] = {w_buffer(N), w_buffer(N)}, *replaced = w_buffer(N), *reversed = w_buffer(N);
    uint32_t seeds[2], seed;
    uintptr_t ra[2];

    for (unsigned i = 0; i < 2; i++) {
        seeds[i] = w_seed();
        w_pattern(source, seeds[i], N);
        ra[i] = put(pages[i], LEAF_CODE)(to[i], source, N);
    }
    keep("copied-code-1", (uintptr_t)pages[0], LEAF_CODE, ra[0], W_RA(), to[0], seeds[0]);
    keep("copied-code-2", (uintptr_t)pages[1], LEAF_CODE, ra[1], W_RA(), to[1], seeds[1]);

    seed = w_seed();
    w_pattern(reversed, seed, N);
    for (unsigned i = 0; i < N; i++)
        source[i] = reversed[N - 1 - i];
    ra[0] = put(pages[0], OTHER_CODE)(replaced, source, N);
    keep("copied-code-replaced", (uintptr_t)pages[0], OTHER_CODE, ra[0], W_RA(), replaced, seed);
}

struct place {
    uintptr_t address;
    const char *file;
    off_t offset;
};

static int find(struct dl_phdr_info *info, size_t size, void *of)
{
    struct place *place = of;

    (void)size;
    for (unsigned i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + segment->p_vaddr;

        if (segment->p_type == PT_LOAD && place->address >= start &&
            place->address - start < segment->p_filesz) {
            place->file = info->dlpi_name && *info->dlpi_name ? info->dlpi_name : w_self;
            place->offset = (off_t)(segment->p_offset + (place->address - start));
            return 1;
        }
    }
    return 0;
}

/* Where a second mapping of the file that holds this code has it. */
static uintptr_t mapped_again(const char *code, size_t length)
{
    struct place place = {.address = (uintptr_t)code};
    size_t in_page;
    void *at;
    int fd;

    if (!dl_iterate_phdr(find, &place))
        w_fail("its own code is in no segment");
    fd = open(place.file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        w_fail("its own file cannot be opened");
    in_page = (size_t)place.offset % PAGE;
    at = mmap(NULL, in_page + length, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd,
              place.offset - (off_t)in_page);
    close(fd);
    if (at == MAP_FAILED || memcmp((char *)at + in_page, code, length) != 0)
        w_fail("its own file cannot be mapped");
    return (uintptr_t)at + in_page;
}

W_NOIPA void case_mapped_twice(void)
{
    const char *start = __start_w_mapped_leaf, *stop = __stop_w_mapped_leaf;
    uintptr_t second = mapped_again(start, (size_t)(stop - start));
    leaf_function leaves[2] = {mapped_leaf, (leaf_function)(second | THUMB)};
    uint8_t *to[2] = {w_buffer(2 * N), w_buffer(2 * N)};
    uint32_t seeds[2] = {w_seed(), w_seed()};
    uintptr_t ra[2];

    for (unsigned i = 0; i < 4; i++) { /* in turns */
        w_pattern(source, seeds[i % 2] + i / 2 * N, N);
        ra[i % 2] = leaves[i % 2](to[i % 2] + i / 2 * N, source, N);
    }
    for (unsigned i = 0; i < 2; i++) {
        uintptr_t lo = i ? second : (uintptr_t)start;

        w_keep(&(struct w_truth){.name = i ? "mapped-twice-2" : "mapped-twice-1",
                                 .lo = lo,
                                 .hi = lo + (uintptr_t)(stop - start),
                                 .callers = {ra[i], W_RA(), w_main_ra},
                                 W_STORED(to[i], 2 * N),
                                 .seed = seeds[i]});
    }
}
