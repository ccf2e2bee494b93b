/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Writes pseudo-random events to a ring, for the tests of the Java side, which
 * draws the same events from the same seed (dev.tapmine.trace.ScriptedTrace) and
 * compares.
 *
 *     ring_producer path=RING [seed=N] [events=N] [wide=1] [jumps=1]
 *                   [die=1] [go=1] [hold=1] [refuse=WORDS]
 *
 *   wide    half of the events take two slots
 *   jumps   time often leaps further than 24 bits
 *   die     kill -9 itself after the last event is handed over
 *   go      go on when the reader is gone
 *   hold    hand over all events, then wait to be killed
 *   refuse  take no events: refuse the ring with these words
 *
 * Exit codes: 0 all written, 2 the ring could not be taken, 3 the reader is gone.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../ring_writer.h"

struct options {
    const char *path;
    const char *refuse;
    uint64_t seed;
    uint64_t events;
    bool wide, jumps, die, go, hold;
};

struct script {
    uint64_t random;
    uint64_t time;
    uint32_t taps, contexts, spaces;
    bool wide, jumps;
};

/* splitmix64 */
static uint64_t draw(struct script *s)
{
    uint64_t z = s->random += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint32_t below(struct script *s, uint32_t bound)
{
    return (uint32_t)(draw(s) >> 33) % bound;
}

static void pass_time(struct script *s)
{
    s->time += below(s, 100);
    if (below(s, s->jumps ? 50 : 100000) == 0) {
        s->time += RING_DELTA_MAX - 50 + below(s, 1u << 30);
    }
}

static void define_tap(struct ring *r, struct script *s)
{
    uint64_t pc = draw(s);
    uint32_t context = below(s, s->contexts);
    uint32_t flags = below(s, 4);
    uint32_t space = below(s, s->spaces);
    ring_tap(r, s->taps++, pc, context, flags, space);
}

static void define_context(struct ring *r, struct script *s)
{
    uint64_t address = draw(s);
    uint32_t parent = below(s, s->contexts);
    uint32_t depth = 1 + below(s, 16);
    ring_context(r, s->contexts++, address, parent, depth);
}

static void write_code(struct ring *r, struct script *s)
{
    uint64_t pc = draw(s);
    uint32_t space = below(s, s->spaces);
    unsigned n = below(s, 17);
    unsigned char bytes[16];
    for (unsigned i = 0; i < n; i++) {
        bytes[i] = (unsigned char)draw(s);
    }
    ring_code(r, pc, space, bytes, n, draw(s));
}

static void write_access(struct ring *r, struct script *s, uint32_t kind)
{
    uint32_t tap = below(s, s->taps);
    uint64_t address = draw(s);
    uint64_t value = draw(s);
    if (kind == RING_ACCESS_16) {
        uint64_t high = draw(s);
        ring_access_16(r, tap, s->time, address, value, high);
    } else {
        uint64_t mask = ~0ull >> (64 - (8u << kind));
        ring_access(r, (enum ring_kind)kind, tap, s->time, address, value & mask);
    }
}

static void write_call(struct ring *r, struct script *s)
{
    uint32_t activation = (uint32_t)draw(s);
    uint64_t stack_pointer = draw(s);
    uint64_t return_address = draw(s);
    uint64_t callee = draw(s);
    uint64_t stack = draw(s);
    uint32_t context = below(s, s->contexts);
    ring_call(r, s->time, activation, stack_pointer, return_address, callee, stack, context);
}

static void write_switch(struct ring *r, struct script *s)
{
    uint32_t activation = (uint32_t)draw(s);
    uint64_t stack_pointer = draw(s);
    uint64_t stack = draw(s);
    uint32_t cause = below(s, 5);
    uint32_t root = below(s, 2);
    uint32_t context = below(s, s->contexts);
    ring_switch(r, s->time, activation, stack_pointer, stack, (enum ring_cause)cause,
                (enum ring_root)root, context);
}

static void write_other(struct ring *r, struct script *s)
{
    uint32_t which = below(s, 10);
    uint64_t a = draw(s);
    uint64_t b = draw(s);
    switch (which) {
    case 0:
        define_tap(r, s);
        break;
    case 1:
        define_context(r, s);
        break;
    case 2:
        ring_space(r, s->time, s->spaces++, a, b);
        break;
    case 3:
        ring_touch(r, s->time, below(s, s->spaces), a, 1u << b % 3);
        break;
    case 4:
        write_code(r, s);
        break;
    case 5:
        write_call(r, s);
        break;
    case 6:
        ring_return(r, s->time, (uint32_t)draw(s), a, b);
        break;
    case 7:
        ring_rename(r, s->time, (uint32_t)draw(s), a);
        break;
    case 8:
        write_switch(r, s);
        break;
    default:
        ring_privilege(r, s->time, a & 1, below(s, s->spaces));
        break;
    }
}

static void write_event(struct ring *r, struct script *s)
{
    pass_time(s);
    if (s->taps == 0) {
        define_tap(r, s);
    } else if (s->wide && below(s, 2) == 0) {
        write_access(r, s, RING_ACCESS_16);
    } else if (below(s, 10) == 0) {
        write_other(r, s);
    } else {
        write_access(r, s, below(s, 5));
    }
}

static int write_all(struct ring *r, const struct options *o)
{
    struct script s = {
        .random = o->seed, .contexts = 1, .spaces = 1, .wide = o->wide, .jumps = o->jumps
    };
    for (uint64_t i = 0; i < o->events; i++) {
        write_event(r, &s);
        r->account[RING_COUNT_INSTRUCTIONS] = s.time;
        r->account[RING_COUNT_BLOCKS] = i + 1;
        if (r->orphaned && !o->go) {
            fprintf(stderr, "the reader is gone after %" PRIu64 " events\n", i + 1);
            return 3;
        }
    }
    return 0;
}

static void leave(struct ring *r, const struct options *o)
{
    if (o->die || o->hold) {
        ring_flush(r);
        if (o->die) {
            kill(getpid(), SIGKILL);
        }
        puts("holding");
        fflush(stdout);
        for (;;) {
            pause();
        }
    }
    ring_end(r, RING_ENDED);
    ring_return(r, r->base, 0, 0, 0); /* too late, and harmless */
    ring_flush(r);
    ring_close(r);
}

static bool parse(struct options *o, char *argument)
{
    char *value = strchr(argument, '=');
    if (!value) {
        return false;
    }
    *value++ = 0;
    if (strcmp(argument, "path") == 0) {
        o->path = value;
    } else if (strcmp(argument, "refuse") == 0) {
        o->refuse = value;
    } else if (strcmp(argument, "seed") == 0) {
        o->seed = strtoull(value, NULL, 10);
    } else if (strcmp(argument, "events") == 0) {
        o->events = strtoull(value, NULL, 10);
    } else {
        bool *flag = strcmp(argument, "wide") == 0    ? &o->wide
                     : strcmp(argument, "jumps") == 0 ? &o->jumps
                     : strcmp(argument, "die") == 0   ? &o->die
                     : strcmp(argument, "go") == 0    ? &o->go
                     : strcmp(argument, "hold") == 0  ? &o->hold
                                                      : NULL;
        if (!flag) {
            return false;
        }
        *flag = strcmp(value, "1") == 0;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct options o = { .events = 1000, .seed = 1 };
    for (int i = 1; i < argc; i++) {
        if (!parse(&o, argv[i])) {
            fprintf(stderr, "unknown argument %s\n", argv[i]);
            return 2;
        }
    }
    if (!o.path) {
        fprintf(stderr, "path= is missing\n");
        return 2;
    }
    if (o.refuse) {
        return ring_refuse(o.path, o.refuse) == 0 ? 0 : 2;
    }
    static struct ring ring;
    ring.arch = "x86_64";
    char why[RING_MESSAGE_BYTES];
    if (ring_open(&ring, o.path, why, sizeof why) != 0) {
        fprintf(stderr, "%s\n", why);
        ring_refuse(o.path, why);
        return 2;
    }
    int result = write_all(&ring, &o);
    leave(&ring, &o);
    return result;
}
