/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "context.h"

void options_default(struct options *o)
{
    *o = (struct options){
        .reads = true,
        .writes = true,
        .calls = true,
        .kernel = true,
        .user = true,
        .learn = true,
        .depth = 3,
        .to = UINT64_MAX,
    };
}

static bool one_of(const char *value, const char *no, const char *yes, bool *out)
{
    if (!strcmp(value, yes)) {
        *out = true;
    } else if (!strcmp(value, no)) {
        *out = false;
    } else {
        return false;
    }
    return true;
}

static bool number(const char *text, char end, uint64_t *out, const char **rest)
{
    char *stop;

    if (*text < '0' || *text > '9') {
        return false;
    }
    errno = 0;
    *out = strtoull(text, &stop, 0);
    *rest = stop + 1;
    return !errno && *stop == end;
}

static bool take_range(struct options *o, const char *value)
{
    struct range r;
    const char *rest;

    if (o->n_ranges == OPTIONS_RANGES_MAX || !number(value, '-', &r.low, &rest) ||
        !number(rest, 0, &r.high, &rest) || r.low > r.high) {
        return false;
    }
    o->ranges[o->n_ranges++] = r;
    return true;
}

static bool take_mode(struct options *o, const char *value)
{
    o->kernel = strcmp(value, "user") != 0;
    o->user = strcmp(value, "kernel") != 0;
    return !o->kernel || !o->user || !strcmp(value, "both");
}

static bool take_depth(struct options *o, const char *value)
{
    uint64_t depth;
    const char *rest;

    if (!number(value, 0, &depth, &rest) || depth > CONTEXT_DEPTH_MAX) {
        return false;
    }
    o->depth = (unsigned)depth;
    return true;
}

static bool take(struct options *o, const char *name, size_t length, const char *value)
{
    const char *rest;
#define IS(text) (length == sizeof(text) - 1 && !memcmp(name, text, length))
    if (IS("ring")) {
        return snprintf(o->ring, sizeof o->ring, "%s", value) < (int)sizeof o->ring && *value;
    } else if (IS("reads")) {
        return one_of(value, "off", "on", &o->reads);
    } else if (IS("writes")) {
        return one_of(value, "off", "on", &o->writes);
    } else if (IS("stack")) {
        return one_of(value, "off", "on", &o->stack);
    } else if (IS("calls")) {
        return one_of(value, "off", "on", &o->calls);
    } else if (IS("check")) {
        return one_of(value, "off", "on", &o->check);
    } else if (IS("values")) {
        return one_of(value, "call", "learn", &o->learn);
    } else if (IS("work")) {
        return one_of(value, "mine", "idle", &o->idle);
    } else if (IS("orphan")) {
        return one_of(value, "stop", "go", &o->orphan_goes);
    } else if (IS("mode")) {
        return take_mode(o, value);
    } else if (IS("depth")) {
        return take_depth(o, value);
    } else if (IS("pc")) {
        return take_range(o, value);
    } else if (IS("from") && !strcmp(value, "user")) {
        o->from_user = true;
        o->from = UINT64_MAX;
        return true;
    } else if (IS("from")) {
        o->from_user = false;
        return number(value, 0, &o->from, &rest);
    } else if (IS("to")) {
        return number(value, 0, &o->to, &rest);
    }
#undef IS
    return false;
}

bool options_take(struct options *o, const char *argument, char *why, size_t n)
{
    const char *equals = strchr(argument, '=');

    if (equals && take(o, argument, (size_t)(equals - argument), equals + 1)) {
        return true;
    }
    snprintf(why, n, "the probe does not understand its argument %.100s", argument);
    return false;
}

bool options_wants(const struct options *o, uint64_t pc, bool user)
{
    if (user ? !o->user : !o->kernel) {
        return false;
    }
    for (unsigned i = 0; i < o->n_ranges; i++) {
        if (pc >= o->ranges[i].low && pc <= o->ranges[i].high) {
            return true;
        }
    }
    return o->n_ranges == 0;
}
