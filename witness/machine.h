/* SPDX-License-Identifier: Apache-2.0
 *
 * What differs between architectures and more than one case needs: plain loads and stores as text
 * for an asm statement with the operands [to], [from] and [value], and constraints.
 */
#ifndef WITNESS_MACHINE_H
#define WITNESS_MACHINE_H

#include "witness.h"

#define W_ADDRESS "r"
#define W_VALUE "=&r"
#define W_IN_OUT "+r"

#if defined(__i386__) || defined(__x86_64__)
#define W_X86 1
#undef W_VALUE
#undef W_IN_OUT
#define W_VALUE "=&q"
#define W_IN_OUT "+q"
#define W_LOAD8 "movzbl (%[from]), %k[value]"
#define W_LOAD16 "movzwl (%[from]), %k[value]"
#define W_LOAD32 "movl (%[from]), %k[value]"
#define W_LOAD64 "movq (%[from]), %q[value]"
#define W_STORE8 "movb %b[value], (%[to])"
#define W_STORE16 "movw %w[value], (%[to])"
#define W_STORE32 "movl %k[value], (%[to])"
#define W_STORE64 "movq %q[value], (%[to])"
#elif defined(__aarch64__)
#define W_X86 0
#define W_LOAD8 "ldrb %w[value], [%[from]]"
#define W_LOAD16 "ldrh %w[value], [%[from]]"
#define W_LOAD32 "ldr %w[value], [%[from]]"
#define W_LOAD64 "ldr %x[value], [%[from]]"
#define W_STORE8 "strb %w[value], [%[to]]"
#define W_STORE16 "strh %w[value], [%[to]]"
#define W_STORE32 "str %w[value], [%[to]]"
#define W_STORE64 "str %x[value], [%[to]]"
#elif defined(__arm__)
#define W_X86 0
#define W_LOAD8 "ldrb %[value], [%[from]]"
#define W_LOAD16 "ldrh %[value], [%[from]]"
#define W_LOAD32 "ldr %[value], [%[from]]"
#define W_STORE8 "strb %[value], [%[to]]"
#define W_STORE16 "strh %[value], [%[to]]"
#define W_STORE32 "str %[value], [%[to]]"
#elif defined(__riscv)
#define W_X86 0
#define W_LOAD8 "lbu %[value], 0(%[from])"
#define W_LOAD16 "lhu %[value], 0(%[from])"
#define W_LOAD32 "lw %[value], 0(%[from])"
#define W_LOAD64 "ld %[value], 0(%[from])"
#define W_STORE8 "sb %[value], 0(%[to])"
#define W_STORE16 "sh %[value], 0(%[to])"
#define W_STORE32 "sw %[value], 0(%[to])"
#define W_STORE64 "sd %[value], 0(%[to])"
#elif defined(__s390x__)
#define W_X86 0
#undef W_ADDRESS
#define W_ADDRESS "a"
#define W_LOAD8 "llgc %[value], 0(%[from])"
#define W_LOAD16 "llgh %[value], 0(%[from])"
#define W_LOAD32 "llgf %[value], 0(%[from])"
#define W_LOAD64 "lg %[value], 0(%[from])"
#define W_STORE8 "stc %[value], 0(%[to])"
#define W_STORE16 "sth %[value], 0(%[to])"
#define W_STORE32 "st %[value], 0(%[to])"
#define W_STORE64 "stg %[value], 0(%[to])"
#else
#error "an architecture that the witness does not know"
#endif

/* A leaf in C that copies bytes, and is what a truth about one-byte stores tells of. */
#define W_COPY_LEAF(name)                                                                         \
    W_LEAF(name)                                                                                  \
    static uintptr_t W_ABI name(volatile uint8_t *to, const uint8_t *from, uintptr_t n)           \
    {                                                                                             \
        for (uintptr_t i = 0; i < n; i++) {                                                       \
            uint8_t value = from[i];                                                              \
                                                                                                  \
            W_THROUGH(value);                                                                     \
            to[i] = value;                                                                        \
        }                                                                                         \
        return W_RA();                                                                            \
    }

/* In a truth: what is the same for all that such a leaf does. */
#define W_STORED(buffer, count)                                                                   \
    .dir = 'w', .buf = buffer, .len = count, .width = 1, .accesses = count, .bytes = count

/* Of a pattern: copied unit by unit, by one load and one store instruction. */
struct w_copy {
    const char *load_name, *store_name;
    uintptr_t(W_ABI *copy)(void *to, const void *from, uintptr_t n);
    uintptr_t load_lo, load_hi, store_lo, store_hi;
    unsigned unit, stride; /* bytes moved, and from one unit to the next */
    unsigned accesses;     /* a unit and direction; 0: not claimed */
    unsigned n;            /* units */
};

/* A leaf that copies. `before` and `after` are text around load and store; clobbers end the
 * operands, and hold "memory" at least. */
#define W_COPY(name, step, before, load, store, after, ...)                                       \
    W_LABELS(name##_load);                                                                        \
    W_LABELS(name##_store);                                                                       \
    W_NOIPA static uintptr_t W_ABI name(void *to, const void *from, uintptr_t n)                  \
    {                                                                                             \
        for (; n; n--) {                                                                          \
            uintptr_t value;                                                                      \
                                                                                                  \
            __asm__ volatile(before "\n\t" W_ONE(name##_load, load)                               \
                                 W_ONE(name##_store, store) after "\n\t"                          \
                             : [value] W_VALUE(value)                                             \
                             : [to] W_ADDRESS(to), [from] W_ADDRESS(from)                         \
                             : __VA_ARGS__);                                                      \
            to = (char *)to + (step);                                                             \
            from = (const char *)from + (step);                                                   \
        }                                                                                         \
        return W_RA();                                                                            \
    }

#define W_COPY_BOUNDS(name)                                                                       \
    .copy = name, .load_lo = (uintptr_t)w_##name##_load_lo,                                       \
    .load_hi = (uintptr_t)w_##name##_load_hi, .store_lo = (uintptr_t)w_##name##_store_lo,         \
    .store_hi = (uintptr_t)w_##name##_store_hi

#ifdef __cplusplus
extern "C" {
#endif

/* Runs a copy from one buffer to another, of at least n * stride bytes each, and keeps both
 * truths. `case_ra` is the caller's return address. */
void w_copied(const struct w_copy *copy, void *to, void *from, uintptr_t case_ra);

/* Zeroed memory that no other truth uses, aligned to 64 bytes. */
void *w_buffer(size_t size);

#ifdef __cplusplus
}
#endif

#if W_X86
#include <cpuid.h>

static inline bool w_cpuid_ecx(unsigned bit)
{
    unsigned a, b, c, d;

    return __get_cpuid(1, &a, &b, &c, &d) && c >> bit & 1;
}

static inline bool w_cpuid_edx(unsigned bit)
{
    unsigned a, b, c, d;

    return __get_cpuid(1, &a, &b, &c, &d) && d >> bit & 1;
}
#else
#include <sys/auxv.h>

static inline bool w_hwcap(unsigned bit)
{
    return getauxval(AT_HWCAP) >> bit & 1;
}
#endif

#endif
