/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the probe is told on QEMU's command line: -plugin FILE,name=value,...
 */
#ifndef TAPMINE_OPTIONS_H
#define TAPMINE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OPTIONS_RANGES_MAX 16u

struct range {
    uint64_t low, high; /* both inclusive */
};

struct options {
    char ring[4096];   /* ring=PATH */
    bool reads;        /* reads=on|off, on */
    bool writes;       /* writes=on|off, on */
    bool stack;        /* stack=on|off, off: slots of the running activation's frame are left out */
    bool calls;        /* calls=on|off, on: calls, returns and switches go to the ring */
    bool kernel, user; /* mode=kernel|user|both, both */
    bool idle;         /* work=mine|idle, mine: idle loads the probe and instruments nothing */
    bool orphan_goes;  /* orphan=stop|go, stop: what the guest does when the reader is gone */
    bool check;        /* check=on|off, off: compare every block's address with the pc register */
    bool learn;        /* values=learn|call, learn: see value.h */
    unsigned depth;    /* depth=0..16, 3 */
    uint64_t from, to; /* from=N, to=N: instructions */
    bool from_user;    /* from=user: from where user code runs for the first time */
    struct range ranges[OPTIONS_RANGES_MAX]; /* pc=LOW-HIGH, may be repeated */
    unsigned n_ranges;
};

void options_default(struct options *o);

/* Takes one "name=value".  Returns false with a sentence in why[n] when it cannot be. */
bool options_take(struct options *o, const char *argument, char *why, size_t n);

/* Whether code at pc is wanted. */
bool options_wants(const struct options *o, uint64_t pc, bool user);

#endif
