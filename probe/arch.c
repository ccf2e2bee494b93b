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
        .caller_area = 8, /* the return address */
        .region_shift = 39,
        .decode = x86_decode,
        .mode = x86_mode,
        .handler = x86_handler,
        .resume = x86_resume,
    },
    {
        .target = "i386",
        .registers = {[REG_PC] = "eip", [REG_SP] = "esp", [REG_ROOT] = "cr3", [REG_MODE] = "cs",
                      [REG_VECTORS] = "cr0"},
        .root_mask = 0xffffffe0u, /* a table of PAE's is 32 bytes, all others are a page */
        .call_pushes = true,
        .caller_area = 4,
        .region_shift = 30,
        .decode = x86_decode,
        .mode = x86_mode,
        .handler = x86_handler,
        .resume = x86_resume,
    },
    {
        .target = "aarch64",
        .registers = {[REG_PC] = "pc", [REG_SP] = "sp", [REG_ROOT] = "TTBR0_EL1",
                      [REG_MODE] = "cpsr", [REG_VECTORS] = "VBAR VBAR_EL1",
                      [REG_RESUME] = "ELR_EL1", [REG_CAUSE] = "ESR_EL1"},
        .root_mask = 0x0000fffffffffffeull, /* not the ASID, not CnP */
        .call_pushes = false,
        .region_shift = 39,
        .decode = arm64_decode,
        .mode = arm64_mode,
        .handler = arm64_handler,
        .resume = arm64_resume,
        .broken_off = arm64_broken_off,
    },
    {
        /* On a processor with TrustZone these are the banks of the normal world, in which QEMU's
         * raspi boards start Linux (measured; its vexpress boards start it in the secure one, whose
         * names end in _S). */
        .target = "arm",
        .registers = {[REG_PC] = "pc", [REG_SP] = "sp",
                      [REG_ROOT] = "TTBR0_EL1", [REG_MODE] = "cpsr", [REG_EXTRA] = "SCTLR",
                      [REG_VECTORS] = "VBAR", [REG_RESUME] = "lr"},
        /* Long descriptors: from bit 4 on the table's address (DDI 0406C, B4.1.154), of which QEMU
         * gives the lower word under this name. Short ones: from bit 14 - TTBCR.N, 7 at the least;
         * 6 to 4 are attributes then, which an operating system sets alike in all its roots, so
         * that they tell no two apart. */
        .root_mask = 0xfffffff0u,
        .root_attributes = 0x70,
        .call_pushes = false,
        .region_shift = 28,
        .decode = arm_decode,
        .mode = arm_mode,
        .handler = arm_handler,
        .has_stack = arm_has_stack,
        .banks_stack = true,
        .resume = arm_resume,
    },
    {
        .target = "riscv64",
        .registers = {[REG_PC] = "pc", [REG_SP] = "sp", [REG_ROOT] = "satp",
                      [REG_MODE] = "priv", [REG_EXTRA] = "scause", [REG_VECTORS] = "stvec",
                      [REG_RESUME] = "sepc", [REG_EXTRA_2] = "mcause", [REG_VECTORS_2] = "mtvec",
                      [REG_RESUME_2] = "mepc"},
        .root_mask = 0x00000fffffffffffull, /* the number of a page; not the ASID, not the mode */
        .call_pushes = false,
        .region_shift = 39,
        .decode = riscv_decode,
        .mode = riscv64_mode,
        .root_shift = 12,
        .cause_in_register = true,
        .handler = riscv_handler,
        .has_stack = riscv_has_stack,
        .resume = riscv_resume,
        .broken_off = riscv_broken_off,
    },
    {
        .target = "riscv32",
        .registers = {[REG_PC] = "pc", [REG_SP] = "sp", [REG_ROOT] = "satp",
                      [REG_MODE] = "priv", [REG_EXTRA] = "scause", [REG_VECTORS] = "stvec",
                      [REG_RESUME] = "sepc", [REG_EXTRA_2] = "mcause", [REG_VECTORS_2] = "mtvec",
                      [REG_RESUME_2] = "mepc"},
        .root_mask = 0x003fffffu,
        .call_pushes = false,
        .region_shift = 28,
        .decode = riscv_decode,
        .mode = riscv32_mode,
        .root_shift = 12,
        .cause_in_register = true,
        .handler = riscv_handler,
        .has_stack = riscv_has_stack,
        .resume = riscv_resume,
        .broken_off = riscv_broken_off,
    },
    {
        .target = "s390x",
        .registers = {[REG_PC] = "pswa", [REG_SP] = "r15", [REG_ROOT] = "cr1",
                      [REG_MODE] = "pswm"},
        .root_mask = 0xfffffffffffff000ull, /* the table's origin; not its type and length */
        .call_pushes = false,
        .big_endian = true,
        .absolute = true,
        .caller_area = 160, /* the register save area of the ELF ABI */
        .region_shift = 39,
        .decode = s390x_decode,
        .mode = s390x_mode,
        .handler = s390x_handler,
        .has_stack = s390x_has_stack,
        .resume = s390x_resume,
        .broken_off = s390x_broken_off,
        .table_base = 0x1a0,
        .table_bytes = 0x60,
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
