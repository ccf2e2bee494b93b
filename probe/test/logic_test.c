/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The probe's logic without QEMU: tables, contexts, shadow stacks, spaces and options.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../clock.h"
#include "../context.h"
#include "../options.h"
#include "../shadow.h"
#include "../spaces.h"
#include "../table.h"
#include "fixture.h"

static unsigned kind_of(unsigned slot)
{
    return batch[slot * RING_SLOT_WORDS] >> RING_KIND_SHIFT & 0xff;
}

static uint32_t id_of(unsigned slot)
{
    return (uint32_t)batch[slot * RING_SLOT_WORDS];
}

static uint64_t word_of(unsigned slot, unsigned word)
{
    return batch[slot * RING_SLOT_WORDS + word];
}

static unsigned slots_used(const struct ring *r)
{
    return RING_BATCH_SLOTS - r->room;
}

static void a_table_keeps_what_it_took_through_many_doublings(void)
{
    struct table t;

    table_init(&t, 2);
    for (uint32_t i = 0; i < 50000; i++) {
        struct table_slot *s = table_find(&t, i * 8ull, i % 7, i % 3);

        assert(!s->id_plus_1);
        table_take(&t, s, i * 8ull, i % 7, i % 3, i);
    }
    for (uint32_t i = 0; i < 50000; i++) {
        assert(table_find(&t, i * 8ull, i % 7, i % 3)->id_plus_1 == i + 1);
        assert(!table_find(&t, i * 8ull, i % 7, 3 + i % 3)->id_plus_1);
    }
    table_free(&t);
}

static void contexts_keep_the_innermost_callers_and_no_more(void)
{
    struct ring r;
    struct contexts c;
    uint32_t a, ab, abc, bcd;

    ring_begin(&r);
    contexts_init(&c, &r, 3);
    a = contexts_call(&c, CONTEXT_ROOT, 0xa);
    ab = contexts_call(&c, a, 0xb);
    abc = contexts_call(&c, ab, 0xc);
    bcd = contexts_call(&c, abc, 0xd);
    assert(c.nodes[a].depth == 1 && c.nodes[ab].depth == 2 && c.nodes[abc].depth == 3);
    assert(c.nodes[bcd].depth == 3);
    assert(c.nodes[bcd].return_address == 0xb); /* d, c, b: the outermost kept */
    assert(c.nodes[c.nodes[bcd].parent].return_address == 0xc);
    assert(contexts_call(&c, ab, 0xc) == abc);
    assert(contexts_call(&c, contexts_call(&c, contexts_call(&c, 0, 0xb), 0xc), 0xd) == bcd);
    assert(kind_of(0) == RING_CONTEXT && id_of(0) == a && word_of(0, 1) == 0xa);
    contexts_free(&c);
}

static void at_depth_0_there_is_one_context(void)
{
    struct ring r;
    struct contexts c;

    ring_begin(&r);
    contexts_init(&c, &r, 0);
    assert(contexts_call(&c, 0, 0xa) == CONTEXT_ROOT);
    assert(slots_used(&r) == 0);
    contexts_free(&c);
}

static void calls_and_returns_nest(void)
{
    struct fixture *f = begin(true);
    uint32_t outer;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7ff8, 0x111, 0x1000);
    outer = f->shadow.top->activation;
    shadow_call(&f->shadow, 2, 0x7fe8, 0x222, 0x2000);
    assert(caller(f) == 0x222 && f->shadow.top->activation != outer);
    assert(shadow_return(&f->shadow, 3, 0x7fe8, 0x222));
    assert(caller(f) == 0x111 && f->shadow.top->activation == outer);
    assert(shadow_return(&f->shadow, 4, 0x7ff8, 0x111));
    assert(f->shadow.top->root && f->ring.account[RING_COUNT_UNWINDS] == 0);
    end(f);
}

static void a_retpolines_return_goes_to_the_function_it_calls(void)
{
    struct fixture *f = begin(true);
    uint32_t thunk;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7ff8, 0x111, 0x9000);
    thunk = f->shadow.top->activation;
    shadow_call(&f->shadow, 2, 0x7ff0, 0x9005, 0x9010);
    assert(!shadow_return(&f->shadow, 3, 0x7ff0, 0x4000)); /* its slot was overwritten */
    shadow_rename(&f->shadow, 3, 0x4000);
    assert(f->shadow.top->activation == thunk && caller(f) == 0x111);
    assert(shadow_return(&f->shadow, 4, 0x7ff8, 0x111));
    end(f);
}

static void longjmp_leaves_all_activations_between(void)
{
    struct fixture *f = begin(true);
    uint32_t target;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7ff8, 0x111, 0x1000);
    target = f->shadow.top->activation;
    shadow_call(&f->shadow, 2, 0x7f00, 0x222, 0x2000);
    shadow_call(&f->shadow, 3, 0x7e00, 0x333, 0x3000);
    shadow_leave(&f->shadow, 0x7df0);
    shadow_resume(&f->shadow, 4, 0, 0x7f80, RING_CAUSE_UNWIND);
    assert(f->shadow.top->activation == target && caller(f) == 0x111);
    end(f);
}

static void a_slot_pushed_again_was_left(void)
{
    struct fixture *f = begin(true);

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7ff8, 0x111, 0x1000);
    shadow_call(&f->shadow, 2, 0x7ff8, 0x222, 0x2000);
    assert(caller(f) == 0x222);
    assert(shadow_return(&f->shadow, 3, 0x7ff8, 0x222));
    assert(f->shadow.top->root);
    end(f);
}

static void threads_keep_their_own_frames_on_neighbouring_stacks(void)
{
    struct fixture *f = begin(true);
    uint32_t a, b;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7ff8, 0xaaa, 0x1000);
    a = f->shadow.top->activation;
    shadow_leave(&f->shadow, 0x7f80);
    shadow_resume(&f->shadow, 2, 0, 0x4000, RING_CAUSE_STACK); /* a new thread, just below */
    shadow_call(&f->shadow, 3, 0x3ff8, 0xbbb, 0x1000);
    b = f->shadow.top->activation;
    shadow_leave(&f->shadow, 0x3f00);
    shadow_resume(&f->shadow, 4, 0, 0x7f80, RING_CAUSE_STACK);
    assert(f->shadow.top->activation == a && caller(f) == 0xaaa);
    shadow_leave(&f->shadow, 0x7f80);
    shadow_resume(&f->shadow, 5, 0, 0x3f00, RING_CAUSE_STACK);
    assert(f->shadow.top->activation == b && caller(f) == 0xbbb);
    assert(f->ring.account[RING_COUNT_STACKS] == 3); /* and the unknown one */
    end(f);
}

static void a_handler_is_a_root_and_what_it_broke_into_goes_on(void)
{
    struct fixture *f = begin(false);
    uint32_t broken;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7f00, 0x111, 0x1000);
    broken = f->shadow.top->activation;
    shadow_handler(&f->shadow, 2, 0, 0x7d00, true, true);
    assert(f->shadow.top->root && f->shadow.top->interrupt);
    assert(f->shadow.top->context == CONTEXT_ROOT);
    shadow_call(&f->shadow, 3, 0x7c00, 0x999, 0x9000);
    assert(caller(f) == 0x999 && f->contexts.nodes[f->shadow.top->context].depth == 1);
    assert(shadow_return(&f->shadow, 4, 0x7c00, 0x999));
    shadow_resume(&f->shadow, 5, 0, 0x7e80, RING_CAUSE_RESUME);
    assert(f->shadow.top->activation == broken && caller(f) == 0x111);
    end(f);
}

static void each_entry_to_the_kernel_is_another_activation(void)
{
    struct fixture *f = begin(true);
    uint32_t first;

    shadow_unknown(&f->shadow, 1, 0);
    shadow_leave(&f->shadow, 0x7ffe0000);
    shadow_resume(&f->shadow, 2, 0, 0x8000, RING_CAUSE_STACK);
    first = f->shadow.top->activation;
    shadow_call(&f->shadow, 3, 0x7ff8, 0x111, 0x1000);
    shadow_empty(&f->shadow);
    shadow_resume(&f->shadow, 4, 7, 0x7ffe0000, RING_CAUSE_MODE);
    shadow_unknown(&f->shadow, 5, 0);
    shadow_leave(&f->shadow, 0x7ffe0000);
    shadow_resume(&f->shadow, 6, 0, 0x8000, RING_CAUSE_STACK);
    assert(f->shadow.top->root && f->shadow.top->activation != first);
    assert(f->shadow.stacks[f->shadow.current].n == 1);
    end(f);
}

static void the_own_frame_is_below_the_entry_and_a_callers_buffer_is_not(void)
{
    struct fixture *f = begin(true);

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7f00, 0x111, 0x1000);
    assert(!shadow_own_slot(&f->shadow, 0x7f10, false)); /* the caller's buffer */
    assert(!shadow_own_slot(&f->shadow, 0x7ef0, false)); /* below, but not known to be its own */
    assert(shadow_own_slot(&f->shadow, 0x7e00, true));   /* addressed by the stack pointer */
    assert(shadow_own_slot(&f->shadow, 0x7ef0, false));  /* now it is */
    assert(!shadow_own_slot(&f->shadow, 0x7df8, false));
    end(f);
}

static void deep_recursion_forgets_outer_frames_and_counts_them(void)
{
    struct fixture *f = begin(true);
    uint64_t sp = 1u << 30;

    f->shadow.announce = false;
    shadow_resume(&f->shadow, 0, 0, sp, RING_CAUSE_STACK);
    for (unsigned i = 0; i < 3 * SHADOW_FRAMES_MAX; i++) {
        shadow_call(&f->shadow, i, sp -= 64, 0x111, 0x1000);
    }
    assert(f->ring.account[RING_COUNT_FRAMES_FORGOTTEN] >= 2 * SHADOW_FRAMES_MAX - 2);
    assert(f->shadow.stacks[f->shadow.current].n <= SHADOW_FRAMES_MAX);
    end(f);
}

static void stacks_are_bounded_and_the_least_used_goes(void)
{
    struct fixture *f = begin(false);

    f->shadow.announce = false;
    for (uint64_t i = 1; i <= SHADOW_STACKS_MAX + 100; i++) {
        shadow_resume(&f->shadow, i, 0, i << 24, RING_CAUSE_STACK);
        shadow_leave(&f->shadow, i << 24);
    }
    assert(f->shadow.n == SHADOW_STACKS_MAX);
    assert(f->ring.account[RING_COUNT_STACKS_FORGOTTEN] == 101);
    end(f);
}

static void a_root_taken_over_is_the_next_incarnation(void)
{
    struct ring r;
    struct spaces s;

    ring_begin(&r);
    spaces_init(&s, &r, 0);
    assert(spaces_of(&s, 1, 0x1000) == 1 && spaces_of(&s, 2, 0x2000) == 2);
    assert(spaces_of(&s, 3, 0x1000) == 1);
    assert(spaces_reused(&s, 4, 0x1000) == 3 && spaces_of(&s, 5, 0x1000) == 3);
    assert(slots_used(&r) == 3 && kind_of(2) == RING_SPACE && word_of(2, 2) == 1);
    spaces_free(&s);
}

static void options_say_what_they_do_not_understand(void)
{
    struct options o;
    char why[192];

    options_default(&o);
    assert(options_take(&o, "depth=16", why, sizeof why) && o.depth == 16);
    assert(options_take(&o, "from=0x10", why, sizeof why) && o.from == 16);
    assert(options_take(&o, "mode=user", why, sizeof why) && !o.kernel && o.user);
    assert(options_take(&o, "pc=0x1000-0x1fff", why, sizeof why));
    assert(options_wants(&o, 0x1fff, true) && !options_wants(&o, 0x2000, true));
    assert(!options_wants(&o, 0x1fff, false));
    static const char *bad[] = { "depth=17", "depth=", "depth=-1", "mode=both2", "pc=5", "pc=9-3",
                                 "reads", "reads=1", "nonsense=on", "ring=", "to=1x", "" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert(!options_take(&o, bad[i], why, sizeof why));
        assert(strstr(why, bad[i]));
    }
}

static void what_a_block_has_left_is_counted_from_where_an_instruction_begins(void)
{
    static const uint8_t lengths[] = { 1, 5, 2, 15 };

    assert(clock_rest(lengths, 4, 0) == 4);
    assert(clock_rest(lengths, 4, 1) == 3);
    assert(clock_rest(lengths, 4, 8) == 1);
    assert(clock_rest(lengths, 4, 23) == 0); /* behind it: all has been executed */
    assert(clock_rest(lengths, 4, 2) == 0);  /* within an instruction */
    assert(clock_rest(lengths, 4, UINT64_MAX) == 0);
    assert(clock_rest(lengths, 0, 0) == 0);
}

int main(void)
{
    a_table_keeps_what_it_took_through_many_doublings();
    contexts_keep_the_innermost_callers_and_no_more();
    at_depth_0_there_is_one_context();
    calls_and_returns_nest();
    a_retpolines_return_goes_to_the_function_it_calls();
    longjmp_leaves_all_activations_between();
    a_slot_pushed_again_was_left();
    threads_keep_their_own_frames_on_neighbouring_stacks();
    a_handler_is_a_root_and_what_it_broke_into_goes_on();
    each_entry_to_the_kernel_is_another_activation();
    the_own_frame_is_below_the_entry_and_a_callers_buffer_is_not();
    deep_recursion_forgets_outer_frames_and_counts_them();
    stacks_are_bounded_and_the_least_used_goes();
    a_root_taken_over_is_the_next_incarnation();
    options_say_what_they_do_not_understand();
    what_a_block_has_left_is_counted_from_where_an_instruction_begins();
    printf("logic_test: 16 passed, 0 failed\n");
    return 0;
}
