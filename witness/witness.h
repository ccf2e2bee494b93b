/* SPDX-License-Identifier: Apache-2.0
 *
 * What a case uses: leaves that make known accesses, and the truth about them.
 *
 * A leaf is a function of its own section, or one labelled instruction, that makes the accesses a
 * truth tells of and no others of that direction outside its own stack frame. It takes at most
 * three arguments of one word, so that it gets them in registers everywhere, and returns its own
 * return address, so that nothing has to be written to note it.
 */
#ifndef WITNESS_H
#define WITNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __i386__
#define W_ABI __attribute__((regparm(3)))
#else
#define W_ABI
#endif

#if UINTPTR_MAX > 0xffffffffu
#define W_64 1
#else
#define W_64 0
#endif

#ifdef W_DYNAMIC
#define W_PROGRAM "dynamic"
#else
#define W_PROGRAM "static"
#endif

#define W_HIDDEN __attribute__((visibility("hidden")))
#define W_NOIPA __attribute__((noipa))

/* Before a leaf that is a function: gives it a section, and so bounds. */
#define W_LEAF(name)                                                                              \
    extern const char __start_w_##name[] W_HIDDEN, __stop_w_##name[] W_HIDDEN;                    \
    __attribute__((noipa, used, section("w_" #name)))

/* In a truth: the bounds of a leaf that is a function. */
#define W_BOUNDS(name) .lo = (uintptr_t)__start_w_##name, .hi = (uintptr_t)__stop_w_##name

/* Before a function that holds a W_ONE of the same name. */
#define W_LABELS(name) extern const char w_##name##_lo[] W_HIDDEN, w_##name##_hi[] W_HIDDEN

/* For an asm statement: the one instruction (or the few) that a truth tells of. That it stands
 * once, no compiler's copy beside it, is checked by the assembler: labels are unique. */
#define W_ONE(name, text)                                                                         \
    ".globl w_" #name "_lo, w_" #name "_hi\n\t.hidden w_" #name "_lo, w_" #name "_hi\n"           \
    "w_" #name "_lo:\n\t" text "\nw_" #name "_hi:\n\t"

/* In a truth: the bounds of a W_ONE. */
#define W_INSN(name) .lo = (uintptr_t)w_##name##_lo, .hi = (uintptr_t)w_##name##_hi

/* The running function's return address, without the Thumb bit. */
#define W_RA() w_code(__builtin_extract_return_addr(__builtin_return_address(0)))

/* Makes a value pass through a register, so that a copy is a load and a store. */
#if defined(__i386__) || defined(__x86_64__)
#define W_THROUGH(value) __asm__ volatile("" : "+q"(value))
#else
#define W_THROUGH(value) __asm__ volatile("" : "+r"(value))
#endif

static inline uintptr_t w_code(const void *address)
{
#ifdef __arm__
    return (uintptr_t)address & ~(uintptr_t)1;
#else
    return (uintptr_t)address;
#endif
}

#define W_CALLERS 8
#define W_HEX 512

enum w_stream { W_PATTERN, W_BYTES, W_NO_STREAM };

/* See README.md for what each field says. Names must live until the end; hex is copied. */
struct w_truth {
    const char *name;
    const char *same;             /* or NULL */
    char dir;                     /* 'w' or 'r' */
    uintptr_t lo, hi;             /* hi exclusive */
    uintptr_t callers[W_CALLERS]; /* innermost first, ended by 0 */
    const volatile void *buf;
    size_t len;
    unsigned width;    /* 0: mixed, or not claimed */
    uint64_t accesses; /* 0: not claimed */
    uint64_t bytes;
    enum w_stream stream;
    uint32_t seed;           /* of a W_PATTERN */
    const volatile void *hex; /* of W_BYTES: bytes of them */
    bool stack;
};

extern unsigned w_run;       /* argv[1] */
extern const char *w_self;   /* argv[0] */
extern uintptr_t w_main_ra;  /* main's return address: the last certain caller */

/* Keeps a truth until the end. */
void w_keep(const struct w_truth *truth);

/* A seed that no other truth has, in this run or another. */
uint32_t w_seed(void);

/* A pattern's bytes [0, n). */
void w_pattern(volatile void *to, uint32_t seed, size_t n);

/* A pattern's bytes one by one: what is made of each truth while it happens. */
struct w_pattern_at {
    uint32_t seed, product;
};

static inline struct w_pattern_at w_pattern_from(uint32_t seed)
{
    return (struct w_pattern_at){seed, seed * 2654435761u};
}

static inline uint8_t w_pattern_next(struct w_pattern_at *at)
{
    uint8_t byte = (uint8_t)(at->product >> 24);

    at->product += 2654435761u;
    return byte;
}

/* Stops the program with a message: what the witness needs is not there. */
__attribute__((noreturn)) void w_fail(const char *why);

#ifdef __cplusplus
}
#endif

#endif
