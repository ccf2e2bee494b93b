/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arch.h"

#include <string.h>

static void unknown_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa,
                           struct decoded *out)
{
    (void)insn, (void)n, (void)pc, (void)isa;
    *out = (struct decoded){.flow = FLOW_NONE};
}

static struct machine_mode unknown_mode(const uint64_t values[REGS])
{
    (void)values;
    return (struct machine_mode){.user = false};
}

static const struct arch unknown = {
    .target = "unknown",
    .registers = {[REG_PC] = "pc"},
    .root_mask = 0,
    .region_shift = 39,
    .decode = unknown_decode,
    .mode = unknown_mode,
};

/* clang-format off */
static const struct arch rows[] = {
    {
        .target = "x86_64",
        .registers = {[REG_PC] = "rip", [REG_SP] = "rsp", [REG_ROOT] = "cr3", [REG_MODE] = "cs",
                      [REG_EXTRA] = "efer", [REG_VECTORS] = "cr0", [REG_RESUME] = "rcx"},
        .root_mask = 0x000ffffffffff000ull, /* not the PCID, not the no-flush bit */
        .call_pushes = true,
        .region_shift = 39,
        .decode = x86_decode,
        .mode = x86_mode,
        .handler = x86_handler,
        .resume = x86_resume,
    },
    {
        .target = "aarch64",
        .registers = {[REG_PC] = "pc", [REG_SP] = "sp", [REG_ROOT] = "TTBR0_EL1",
                      [REG_MODE] = "cpsr", [REG_VECTORS] = "VBAR VBAR_EL1",
                      [REG_RESUME] = "ELR_EL1"},
        .root_mask = 0x0000fffffffffffeull, /* not the ASID, not CnP */
        .call_pushes = false,
        .region_shift = 39,
        .decode = arm64_decode,
        .mode = arm64_mode,
        .handler = arm64_handler,
        .resume = arm64_resume,
    },
};
/* clang-format on */

const struct arch *arch_find(const char *target)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!strcmp(rows[i].target, target)) {
            return &rows[i];
        }
    }
    return &unknown;
}

bool arch_known(const struct arch *arch)
{
    return arch != &unknown;
}

bool arch_big_endian(const char *target)
{
    static const char *const all[] = {"armeb",  "hppa",       "m68k",  "microblaze", "mips",
                                      "mips64", "or1k",       "ppc",   "ppc64",      "s390x",
                                      "sh4eb",  "sparc",      "sparc64", "xtensaeb"};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!strcmp(all[i], target)) {
            return true;
        }
    }
    return false;
}
