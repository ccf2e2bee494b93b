/* SPDX-License-Identifier: Apache-2.0
 *
 * The truths, kept until all cases have run and printed with one write.
 */
#include "truth.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define TRUTHS 192
#define TEXT (256 * 1024)
#define HEX_POOL (32 * 1024)

unsigned w_run;
const char *w_self;
uintptr_t w_main_ra;

static struct w_truth truths[TRUTHS];
static unsigned truths_n;
static uint32_t seeds_n;
static uint8_t hex_pool[HEX_POOL];
static size_t hex_used;
static char text[TEXT];
static size_t text_n;

static void write_all(int fd, const char *from, size_t n)
{
    while (n) {
        ssize_t done = write(fd, from, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            _exit(2);
        from += done;
        n -= (size_t)done;
    }
}

void w_fail(const char *why)
{
    static const char head[] = "witness: failed: ";

    write_all(2, head, sizeof head - 1);
    write_all(2, why, strlen(why));
    write_all(2, "\n", 1);
    _exit(1);
}

static uint32_t mixed(uint32_t x) /* a bijection */
{
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    return x ^ x >> 16;
}

uint32_t w_seed(void)
{
    return mixed(w_run << 10 | (++seeds_n & 1023));
}

void w_pattern(volatile void *to, uint32_t seed, size_t n)
{
    volatile uint8_t *bytes = to;
    struct w_pattern_at at = w_pattern_from(seed);

    for (size_t i = 0; i < n; i++)
        bytes[i] = w_pattern_next(&at);
}

void w_keep(const struct w_truth *told)
{
    struct w_truth truth = *told;

    if (truths_n == TRUTHS)
        w_fail("too many truths");
    if (truth.stream == W_BYTES) {
        uint8_t *kept = hex_pool + hex_used;

        if (truth.bytes > W_HEX || truth.bytes > HEX_POOL - hex_used)
            w_fail("too many bytes in hex");
        for (size_t i = 0; i < truth.bytes; i++)
            kept[i] = ((const volatile uint8_t *)truth.hex)[i];
        hex_used += truth.bytes;
        truth.hex = kept;
    }
    truths[truths_n++] = truth;
}

static void put_string(const char *s)
{
    size_t n = strlen(s);

    if (n > TEXT - text_n)
        w_fail("too much text");
    memcpy(text + text_n, s, n);
    text_n += n;
}

static void put_number(uint64_t value, unsigned base)
{
    char digits[24];
    char *p = digits + sizeof digits;

    *--p = 0;
    do {
        *--p = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    put_string(p);
}

static void put_decimal(const char *key, uint64_t value)
{
    put_string(key);
    put_number(value, 10);
}

static void put_hex(const char *key, uint64_t value)
{
    put_string(key);
    put_number(value, 16);
}

static void put_stream(const struct w_truth *t)
{
    if (t->stream == W_NO_STREAM) {
        put_string(" stream=-");
    } else if (t->stream == W_PATTERN) {
        put_decimal(" stream=pattern:", t->seed);
    } else {
        put_string(" stream=hex:");
        for (size_t i = 0; i < t->bytes; i++) {
            uint8_t byte = ((const volatile uint8_t *)t->hex)[i];

            put_number(byte >> 4, 16);
            put_number(byte & 15, 16);
        }
    }
}

static void put_truth(const struct w_truth *t)
{
    put_string("witness: case=");
    put_string(t->name);
    put_string(" prog=" W_PROGRAM);
    put_decimal(" run=", w_run);
    put_string(t->dir == 'w' ? " dir=w" : " dir=r");
    put_hex(" fn=", t->lo);
    put_hex("-", t->hi);
    put_string(" callers=");
    for (unsigned i = 0; i < W_CALLERS && t->callers[i]; i++)
        put_hex(i ? "," : "", t->callers[i]);
    if (!t->callers[0])
        put_string("-");
    put_hex(" buf=", (uintptr_t)t->buf);
    put_decimal("+", t->len);
    put_decimal(" width=", t->width);
    put_decimal(" accesses=", t->accesses);
    put_decimal(" bytes=", t->bytes);
    put_stream(t);
    if (t->stack)
        put_string(" stack=1");
    if (t->same) {
        put_string(" same=");
        put_string(t->same);
    }
    put_string("\n");
}

void truths_print(void)
{
    put_string("witness: begin prog=" W_PROGRAM);
    put_decimal(" run=", w_run);
    put_decimal(" pid=", (uint64_t)getpid());
    put_string("\n");
    for (unsigned i = 0; i < truths_n; i++)
        put_truth(&truths[i]);
    put_string("witness: end prog=" W_PROGRAM);
    put_decimal(" run=", w_run);
    put_decimal(" truths=", truths_n);
    put_string("\n");
    write_all(1, text, text_n);
}
