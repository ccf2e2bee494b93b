/* SPDX-License-Identifier: Apache-2.0
 *
 * Atomic read-modify-writes. One instruction that does all is a truth about its read and one about
 * its write. A load-linked, store-conditional pair is a truth about the load's reads, counted with
 * those of attempts that failed, and one about the writes of the stores that succeeded.
 */
#include "machine.h"

#include <string.h>

#define N 24
#define LARGEST 16

/* What a leaf goes by: slots to change one by one, and for each of them what it is to become, what
 * it is before, and the operand that makes the one of the other. */
struct changes {
    uint8_t *slots;
    const uint8_t *operands, *expected;
    uintptr_t n;
    uint8_t tries[N]; /* set by leaves that may have to try again */
};

struct rmw {
    const char *read_name, *write_name;
    uintptr_t(W_ABI *leaf)(struct changes *changes);
    uintptr_t read_lo, read_hi, write_lo, write_hi;
    unsigned width;
    bool add;     /* operands are to be added, else to be stored */
    bool claimed; /* that it is one access */
};

/* A leaf of one instruction, that finds [operand] and [expected] in registers and [slot] in one. */
#define ONE(name, bits, constraint, text)                                                         \
    W_LABELS(name);                                                                               \
    W_NOIPA static uintptr_t W_ABI name(struct changes *c)                                        \
    {                                                                                             \
        for (uintptr_t i = 0; i < c->n; i++) {                                                    \
            uint##bits##_t operand = ((const uint##bits##_t *)c->operands)[i];                    \
            uint##bits##_t expected = ((const uint##bits##_t *)c->expected)[i];                   \
                                                                                                  \
            __asm__ volatile(W_ONE(name, text)                                                    \
                             : [operand] "+r"(operand), [expected] constraint(expected)           \
                             : [slot] W_ADDRESS(c->slots + i * sizeof operand)                    \
                             : "memory", "cc");                                                   \
        }                                                                                         \
        return W_RA();                                                                            \
    }

/* A leaf that tries until it succeeds. `again` jumps to 1 if it did not; [old], [fail] and [tries]
 * are free registers, [tries] counted up. */
#define PAIR(name, bits, load, store, count, again, ...)                                          \
    W_LABELS(name##_load);                                                                        \
    W_LABELS(name##_store);                                                                       \
    W_NOIPA static uintptr_t W_ABI name(struct changes *c)                                        \
    {                                                                                             \
        for (uintptr_t i = 0; i < c->n; i++) {                                                    \
            uint##bits##_t operand = ((const uint##bits##_t *)c->operands)[i];                    \
            uintptr_t old, fail, tries = 0;                                                       \
                                                                                                  \
            __asm__ volatile("1:\n\t" count "\n\t" W_ONE(name##_load, load)                       \
                                 W_ONE(name##_store, store) again                                 \
                             : [tries] "+r"(tries), [old] "=&r"(old), [fail] "=&r"(fail)          \
                             : [slot] "r"(c->slots + i * sizeof operand), [operand] "r"(operand)  \
                             : __VA_ARGS__);                                                      \
            c->tries[i] = (uint8_t)tries;                                                         \
        }                                                                                         \
        return W_RA();                                                                            \
    }

/* The same for two words at once, whose registers the text names itself: it loads the new value
 * from [from] into them first. */
#define WIDE_PAIR(name, bytes, new_value, load, store, count, again, ...)                         \
    W_LABELS(name##_load);                                                                        \
    W_LABELS(name##_store);                                                                       \
    W_NOIPA static uintptr_t W_ABI name(struct changes *c)                                        \
    {                                                                                             \
        for (uintptr_t i = 0; i < c->n; i++) {                                                    \
            uintptr_t fail, tries = 0;                                                            \
                                                                                                  \
            __asm__ volatile(new_value "\n1:\n\t" count "\n\t" W_ONE(name##_load, load)           \
                                 W_ONE(name##_store, store) again                                 \
                             : [tries] "+r"(tries), [fail] "=&r"(fail)                            \
                             : [slot] "r"(c->slots + i * (bytes)),                                \
                               [from] "r"(c->operands + i * (bytes))                              \
                             : __VA_ARGS__);                                                      \
            c->tries[i] = (uint8_t)tries;                                                         \
        }                                                                                         \
        return W_RA();                                                                            \
    }

#define RMW(title, name, bytes, adds, claims)                                                     \
    (&(const struct rmw){.read_name = "atomic-" title "-read",                                    \
                         .write_name = "atomic-" title "-write",                                  \
                         .leaf = name,                                                            \
                         .read_lo = (uintptr_t)w_##name##_lo,                                     \
                         .read_hi = (uintptr_t)w_##name##_hi,                                     \
                         .write_lo = (uintptr_t)w_##name##_lo,                                    \
                         .write_hi = (uintptr_t)w_##name##_hi,                                    \
                         .width = bytes,                                                          \
                         .add = adds,                                                             \
                         .claimed = claims})

#define RMW_PAIR(title, name, bytes, claims)                                                      \
    (&(const struct rmw){.read_name = "atomic-" title "-read",                                    \
                         .write_name = "atomic-" title "-write",                                  \
                         .leaf = name,                                                            \
                         .read_lo = (uintptr_t)w_##name##_load_lo,                                \
                         .read_hi = (uintptr_t)w_##name##_load_hi,                                \
                         .write_lo = (uintptr_t)w_##name##_store_lo,                              \
                         .write_hi = (uintptr_t)w_##name##_store_hi,                              \
                         .width = bytes,                                                          \
                         .claimed = claims})

static void subtract(uint8_t *to, const uint8_t *after, const uint8_t *before, unsigned width)
{
    if (width == 4) {
        uint32_t a, b;

        memcpy(&a, after, 4);
        memcpy(&b, before, 4);
        a -= b;
        memcpy(to, &a, 4);
    } else {
        uint64_t a, b;

        memcpy(&a, after, 8);
        memcpy(&b, before, 8);
        a -= b;
        memcpy(to, &a, 8);
    }
}

/* The reads of attempts that had to be repeated are in the truth too, byte for byte. */
static void tried(struct w_truth *truth, const struct changes *c, unsigned width)
{
    static uint8_t reads[W_HEX];
    size_t n = 0;

    for (unsigned i = 0; i < N; i++)
        for (unsigned j = 0; j < c->tries[i]; j++) {
            if (n + width > sizeof reads)
                w_fail("an atomic access failed too often");
            memcpy(reads + n, c->expected + (size_t)i * width, width);
            n += width;
        }
    if (n <= truth->bytes)
        return;
    truth->bytes = n;
    truth->stream = W_BYTES;
    truth->hex = reads;
    if (truth->accesses)
        truth->accesses = n / width;
}

W_NOIPA static void changed(const struct rmw *rmw, uintptr_t case_ra)
{
    static uint8_t before[N * LARGEST] __attribute__((aligned(16)));
    static uint8_t after[N * LARGEST] __attribute__((aligned(16)));
    static uint8_t operands[N * LARGEST] __attribute__((aligned(16)));
    unsigned width = rmw->width;
    struct changes changes = {.slots = w_buffer((size_t)N * width),
                              .operands = rmw->add ? operands : after,
                              .expected = before,
                              .n = N};
    struct w_truth truth = {.name = rmw->read_name,
                            .dir = 'r',
                            .lo = rmw->read_lo,
                            .hi = rmw->read_hi,
                            .buf = changes.slots,
                            .len = (size_t)N * width,
                            .width = rmw->claimed ? width : 0,
                            .accesses = rmw->claimed ? N : 0,
                            .bytes = (uint64_t)N * width,
                            .seed = w_seed()};
    struct w_truth written;

    w_pattern(before, truth.seed, (size_t)N * width);
    w_pattern(changes.slots, truth.seed, (size_t)N * width);
    written = truth;
    written.seed = w_seed();
    w_pattern(after, written.seed, (size_t)N * width);
    for (unsigned i = 0; rmw->add && i < N; i++)
        subtract(operands + i * width, after + i * width, before + i * width, width);

    truth.callers[0] = rmw->leaf(&changes);
    truth.callers[1] = W_RA();
    truth.callers[2] = case_ra;
    memcpy(written.callers, truth.callers, sizeof truth.callers);
    if (memcmp(changes.slots, after, (size_t)N * width) != 0)
        w_fail("an atomic access went wrong");

    tried(&truth, &changes, width);
    w_keep(&truth);
    written.name = rmw->write_name;
    written.dir = 'w';
    written.lo = rmw->write_lo;
    written.hi = rmw->write_hi;
    w_keep(&written);
}

#include "atomics.h"

W_NOIPA void case_atomics(void)
{
    machine_atomics(W_RA());
}
