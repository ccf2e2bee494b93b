/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes that a device writes to memory by itself. No instruction stores them, so none is seen to:
 * what is mined of the buffer's writes is what it was filled with before. The first to see them is
 * the code that reads them.
 *
 * The device is QEMU's fw_cfg, which hands the firmware its configuration and needs no driver: it
 * is given the address of a command in memory and copies an item beside it. Where there is none, or
 * the kernel lets no program at it, nothing is claimed.
 */
#include "machine.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if W_X86
#include <sys/io.h>
#endif

#define PAGE 4096
#define ITEM 0x19 /* the list of files: their count, then 64 bytes each, in big-endian order */
#define READ 256
#define DMA_READ 2
#define DMA_SELECT 8

#if W_X86
#define COMMAND_PORT 0x514
#elif defined(__aarch64__) || defined(__arm__)
#define REGISTERS 0x09020000 /* QEMU's virt machines */
#define VIRT "linux,dummy-virt"
#elif defined(__riscv)
#define REGISTERS 0x10100000
#define VIRT "riscv-virtio"
#endif

struct command {
    uint32_t control, length;
    uint64_t address;
};

#ifdef COMMAND_PORT

static bool reach(void)
{
    return ioperm(COMMAND_PORT, 8, 1) == 0;
}

static void start(uint64_t command)
{
    outl(__builtin_bswap32((uint32_t)(command >> 32)), COMMAND_PORT);
    outl(__builtin_bswap32((uint32_t)command), COMMAND_PORT + 4);
}

#elif defined(REGISTERS)

static volatile uint32_t *registers;

/* Whether the machine is the one that has the device there: another's registers are not written. */
static bool right_machine(void)
{
    char machine[64] = "";
    int fd = open("/proc/device-tree/compatible", O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return false;
    if (read(fd, machine, sizeof machine - 1) < 0)
        machine[0] = 0;
    close(fd);
    return strncmp(machine, VIRT, sizeof VIRT - 1) == 0;
}

static bool reach(void)
{
    void *mapped;
    int fd;

    if (!right_machine())
        return false;
    fd = open("/dev/mem", O_RDWR | O_SYNC | O_CLOEXEC);
    if (fd < 0)
        return false;
    mapped = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, REGISTERS);
    close(fd);
    if (mapped == MAP_FAILED)
        return false;
    registers = mapped;
    return true;
}

static void start(uint64_t command)
{
    registers[4] = __builtin_bswap32((uint32_t)(command >> 32));
    registers[5] = __builtin_bswap32((uint32_t)command);
}

#else

static bool reach(void)
{
    return false;
}

static void start(uint64_t command)
{
    (void)command;
}

#endif

/* The physical address of memory that is locked; 0 where the kernel does not tell. */
static uint64_t physical(const volatile void *at)
{
    uint64_t entry = 0;
    int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return 0;
    if (pread(fd, &entry, sizeof entry, (off_t)((uintptr_t)at / PAGE * sizeof entry)) !=
        (ssize_t)sizeof entry)
        entry = 0;
    close(fd);
    entry &= (UINT64_C(1) << 55) - 1;
    return entry ? entry * PAGE + (uintptr_t)at % PAGE : 0;
}

W_LEAF(dma_reader)
static uintptr_t W_ABI dma_reader(const volatile uint8_t *from, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        uint8_t value = from[i];

        W_THROUGH(value);
    }
    return W_RA();
}

/* The device copies its item to `to`; false where it does not. */
static bool transfer(volatile struct command *command, const volatile uint8_t *to)
{
    uint64_t command_at = physical(command), to_at = physical(to);

    if (!command_at || !to_at || !reach())
        return false;
    command->length = __builtin_bswap32(READ);
    command->address = __builtin_bswap64(to_at);
    command->control = __builtin_bswap32((uint32_t)ITEM << 16 | DMA_SELECT | DMA_READ);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    start(command_at);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    return command->control == 0;
}

W_NOIPA void case_dma(void)
{
    uint8_t *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    volatile uint8_t *to = page;
    uint32_t seed = w_seed();
    uintptr_t ra;

    if (page == MAP_FAILED || mlock(page, PAGE))
        return;
    w_pattern(to, seed, READ);
    if (!transfer((volatile struct command *)(void *)(page + PAGE / 2), to))
        return;
    ra = dma_reader(to, READ);
    w_keep(&(struct w_truth){.name = "dma-not-seen-as-writes",
                             .dir = 'w',
                             .buf = to,
                             .len = READ,
                             .bytes = READ,
                             .seed = seed});
    w_keep(&(struct w_truth){.name = "dma-seen-when-read",
                             .dir = 'r',
                             W_BOUNDS(dma_reader),
                             .callers = {ra, W_RA(), w_main_ra},
                             .buf = to,
                             .len = READ,
                             .width = 1,
                             .accesses = READ,
                             .bytes = READ,
                             .stream = W_BYTES,
                             .hex = page});
}
