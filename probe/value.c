/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "value.h"

#include <string.h>

#define CHECK_EVERY 1024u
#define SAMPLES 3000u
/* QEMU's CPU objects are larger; the slot is in their common part. */
#define WORDS 2560u

/* QEMU's pointer to the CPU that runs on this thread; not part of the plugin interface,
 * and absent from some builds. */
extern __thread const unsigned char *current_cpu
    __attribute__((weak, tls_model("initial-exec")));

void value_init(struct value_reader *r, bool learn)
{
    memset(r, 0, sizeof *r);
    r->until_check = learn ? 1 : 0;
    if (learn && &current_cpu != NULL) {
        r->cpu = current_cpu;
        r->n_candidates = WORDS;
        for (uint32_t i = 0; i < WORDS; i++) {
            r->candidates[i] = (uint16_t)i;
        }
    }
}

struct value value_by_call(uint32_t info, unsigned shift)
{
    struct plugin_value v = qemu_plugin_mem_get_value(info);

    /* Each member as wide as QEMU wrote it: a wider load would wait for the store. */
    switch (shift) {
    case 0:
        return (struct value){v.data.u8, 0};
    case 1:
        return (struct value){v.data.u16, 0};
    case 2:
        return (struct value){v.data.u32, 0};
    case 3:
        return (struct value){v.data.u64, 0};
    default:
        return (struct value){v.data.u128.low, v.data.u128.high};
    }
}

static uint64_t word(const struct value_reader *r, uint32_t index)
{
    return *(const volatile uint64_t *)(const void *)(r->cpu + 8ul * index);
}

/* Keeps the candidates that hold this value; only values that are unlikely elsewhere count. */
static void learn(struct value_reader *r, struct value v, unsigned shift)
{
    uint32_t kept = 0;

    if (shift < 2 || v.low < 0x10000) {
        return;
    }
    for (uint32_t i = 0; i < r->n_candidates; i++) {
        if ((word(r, r->candidates[i]) & value_mask(shift)) == v.low) {
            r->candidates[kept++] = r->candidates[i];
        }
    }
    r->n_candidates = kept;
    r->samples++;
    if (kept == 0) {
        r->cpu = NULL;
    } else if (r->samples >= SAMPLES && kept == 1) {
        r->slot = r->cpu + 8ul * r->candidates[0];
    }
}

struct value value_checked(struct value_reader *r, uint32_t info, unsigned shift)
{
    struct value v = value_by_call(info, shift);

    if (!r->cpu) {
        return v; /* until_check wraps: next time in 2^32 accesses */
    }
    if (!r->slot) {
        r->until_check = 1;
        learn(r, v, shift);
        return v;
    }
    r->until_check = CHECK_EVERY;
    if ((*(const volatile uint64_t *)(const void *)r->slot & value_mask(shift)) != v.low ||
        (shift == 4 && *(const volatile uint64_t *)(const void *)(r->slot + 8) != v.high)) {
        r->slot = NULL;
        r->cpu = NULL;
    }
    return v;
}
