/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the probe must know of an architecture: one row a QEMU target.
 */
#ifndef TAPMINE_ARCH_H
#define TAPMINE_ARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum flow {
    FLOW_NONE,
    FLOW_CALL,        /* leaves a return address and goes to a function */
    FLOW_RETURN,      /* goes to a return address */
    FLOW_TRAP_RETURN, /* leaves the kernel's handler: iret, eret, sysret */
    FLOW_STACK_SET,   /* replaces the stack pointer by an unrelated value */
    FLOW_STACK_MOVED, /* moves it by what a register says: so exceptions leave functions */
    FLOW_SYSENTER,    /* enters the kernel, which is not told where the stack pointer was */
    FLOW_ZERO_BLOCK,  /* zeroes memory without QEMU telling of it: arm64's dc zva */
    FLOW_GATES        /* loads the table of interrupt gates (its operand is read from memory) */
};

struct decoded {
    enum flow flow;
    bool conditional; /* its flow depends on a condition; what happens else is the next instruction */
    bool sets_stack;  /* beside its flow it loads the stack pointer with an unrelated value */
    bool sp_based;    /* its memory operand is addressed by the stack pointer, or it pushes or pops */
    bool sp_stores;   /* its store is, but not what it loads: x86's push and call of a memory operand */
    bool sp_loads;    /* the other way round: pop into memory */
    uint8_t reg;      /* of FLOW_ZERO_BLOCK: the number of the register that has the address */
    bool may_return;  /* a jump that is a return if it goes where the innermost call returns to */
    uint64_t target;  /* of a direct call, as translated; 0: not known before it is executed */
};

/* What the registers say when a block is translated. */
struct machine_mode {
    bool user;
    unsigned isa;   /* which of the architecture's instruction sets: x86 1 = 64-bit; Arm 1 = Thumb */
    bool segmented; /* the pc register is not the address that code is fetched from */
};

/* Registers that the probe reads, by their position in arch.registers. */
enum arch_register {
    REG_PC,
    REG_SP,
    REG_ROOT,    /* page-table root of user code */
    REG_MODE,    /* has the privilege level */
    REG_EXTRA,   /* } what else mode() and handler() */
    REG_VECTORS, /* } want to know              */
    REG_RESUME,  /* where the code goes on that a handler broke into */
    REG_CAUSE,   /* why it did */
    REG_EXTRA_2,   /* } the same of the level above */
    REG_VECTORS_2, /* } (RISC-V's machine mode)     */
    REG_RESUME_2,  /* }                             */
    REGS
};

/* Reads guest memory by address; false where there is none. */
typedef bool guest_reader(uint64_t address, uint8_t *to, size_t n);

struct arch {
    const char *target;           /* QEMU's target name */
    const char *registers[REGS];  /* names in QEMU's register list, alternatives separated by a
                                   * space; NULL: none */
    uint64_t root_mask;           /* bits of the page-table root that are an address, */
    unsigned root_shift;          /* and by how much they are to be shifted to be one; */
    uint64_t root_attributes;     /* of that address, bits that in some modes are none */
    bool call_pushes;             /* a call stores its return address on the stack */
    bool big_endian;
    bool absolute;                /* QEMU translates each block for one address only */
    unsigned caller_area;         /* bytes from where its frame begins upwards that are a function's
                                   * own: its return address, what its caller keeps for it */
    unsigned region_shift;        /* kernel code is told apart by address >> region_shift */
    void (*decode)(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out);
    struct machine_mode (*mode)(const uint64_t values[REGS]);
    /* Whether a handler of interrupts or exceptions starts at pc, by the registers and by the
     * guest's table of gates, where there is one in memory (`table` is NULL else). */
    bool cause_in_register; /* asynchronous or not is known only when it starts */
    bool (*handler)(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                    bool *asynchronous);
    /* Whether the stack pointer is the handler's own when it starts; NULL: always.  Else it comes
     * when the handler replaces the stack pointer. */
    bool (*has_stack)(const uint64_t values[REGS], bool from_user);
    bool banks_stack; /* until then the stack pointer is one of the handler's mode, else that of what
                       * it broke into */
    /* Where the code goes on that a handler broke into, read as the handler starts; 0: not known. */
    uint64_t (*resume)(uint64_t handler, const uint64_t values[REGS], guest_reader *read);
    /* Which instruction an exception broke off, if the code that it broke into goes on at `resume`:
     * 0 for one that counts as executed, since QEMU raises the exception as the end of a block.
     * NULL: the one at `resume`. */
    uint64_t (*broken_off)(uint64_t handler, uint64_t resume, const uint64_t values[REGS],
                           guest_reader *read);
    /* Where that table is, if its place is fixed; x86's is where lidt says. */
    uint64_t table_base;
    size_t table_bytes;
};

/* The row for a target, or one that knows nothing (depth 0 only) when there is none. */
const struct arch *arch_find(const char *target);
bool arch_known(const struct arch *arch);
/* Bytes of the narrowest entry of its page tables. */
static inline unsigned arch_entry_bytes(const struct arch *arch)
{
    return arch->root_mask >> 32 ? 8 : 4;
}

/* Whether guests of this target are big-endian, its row known or not. */
bool arch_big_endian(const char *target);

void x86_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out);
struct machine_mode x86_mode(const uint64_t values[REGS]);
/* The handler's address in gate number `vector` of a table of 16-byte (wide) or 8-byte gates; 0: none. */
uint64_t x86_gate(const uint8_t *table, size_t bytes, unsigned vector, bool wide);
bool x86_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                 bool *asynchronous);
uint64_t x86_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read);

void arm64_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out);
struct machine_mode arm64_mode(const uint64_t values[REGS]);
bool arm64_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                   bool *asynchronous);
uint64_t arm64_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read);
uint64_t arm64_broken_off(uint64_t handler, uint64_t resume, const uint64_t values[REGS],
                          guest_reader *read);

void riscv_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out);
struct machine_mode riscv32_mode(const uint64_t values[REGS]);
struct machine_mode riscv64_mode(const uint64_t values[REGS]);
bool riscv_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                   bool *asynchronous);
bool riscv_has_stack(const uint64_t values[REGS], bool from_user);
uint64_t riscv_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read);
uint64_t riscv_broken_off(uint64_t handler, uint64_t resume, const uint64_t values[REGS],
                           guest_reader *read);

void s390x_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out);
struct machine_mode s390x_mode(const uint64_t values[REGS]);
bool s390x_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                   bool *asynchronous);
bool s390x_has_stack(const uint64_t values[REGS], bool from_user);
uint64_t s390x_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read);
uint64_t s390x_broken_off(uint64_t handler, uint64_t resume, const uint64_t values[REGS],
                          guest_reader *read);

void arm_decode(const uint8_t *insn, size_t n, uint64_t pc, unsigned isa, struct decoded *out);
struct machine_mode arm_mode(const uint64_t values[REGS]);
bool arm_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                 bool *asynchronous);
bool arm_has_stack(const uint64_t values[REGS], bool from_user);
uint64_t arm_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read);

#endif
