/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Handlers, signals, returns by register, page-table roots taken over, byte order:
 * what flow.c and access.c rest on.
 */
#include <stdio.h>

#include "../order.h"
#include "fixture.h"

static void what_a_handler_broke_into_goes_on_at_the_same_stack_pointer(void)
{
    struct fixture *f = begin(false);
    uint32_t broken;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7f00, 0x111, 0x1000);
    broken = f->shadow.top->activation;
    shadow_handler(&f->shadow, 2, 0, 0x7e00, true, true);
    assert(f->shadow.top->root);
    shadow_handler(&f->shadow, 3, 0, 0x7d00, true, true); /* nested */
    shadow_handler_left(&f->shadow, 4, 0, 0x7d00);
    assert(f->shadow.top->root && f->shadow.top->sp == 0x7e00);
    shadow_handler_left(&f->shadow, 5, 0, 0x7e00);
    assert(f->shadow.top->activation == broken && caller(f) == 0x111);
    end(f);
}

static void a_handlers_own_root_stays_when_one_nested_in_it_pushed_below(void)
{
    struct fixture *f = begin(true);

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7f00, 0x111, 0x1000);
    shadow_handler(&f->shadow, 2, 0, 0x7e00, true, true);
    shadow_handler(&f->shadow, 3, 0, 0x7dd8, true, true);
    shadow_handler_left(&f->shadow, 4, 0, 0x7e00);
    assert(f->shadow.top->root && f->shadow.top->sp == 0x7e00);
    end(f);
}

static void a_handler_whose_stack_comes_later_is_on_the_stack_it_broke_into(void)
{
    struct fixture *f = begin(false);
    uint32_t stack;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7f00, 0x111, 0x1000);
    stack = f->shadow.current;
    shadow_unknown(&f->shadow, 2, 0);
    assert(f->shadow.current != stack);
    shadow_handler(&f->shadow, 3, 0, 0x7e00, true, true);
    assert(f->shadow.current == stack && f->shadow.top->root && f->shadow.top->sp == 0x7e00);
    end(f);
}

static void a_return_by_register_is_known_by_where_it_goes(void)
{
    struct fixture *f = begin(false);
    uint32_t outer;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7f00, 0x111, 0x1000);
    outer = f->shadow.top->activation;
    shadow_call(&f->shadow, 2, 0x7f00, 0x1022, 0x2000); /* a call that moves no stack pointer */
    assert(!shadow_return(&f->shadow, 3, 0x7e80, 0x5000)); /* a jump by the link register */
    assert(caller(f) == 0x1022);
    assert(shadow_return(&f->shadow, 4, 0x7ef0, 0x1022)); /* its callee moved the pointer */
    assert(f->shadow.top->activation == outer);
    shadow_call(&f->shadow, 5, 0x7f00, 0x1022, 0x2000);
    assert(shadow_expects(&f->shadow, 0x1022) && !shadow_expects(&f->shadow, 0x111));
    assert(shadow_return(&f->shadow, 6, 0x7f00, 0x111)); /* both end */
    assert(f->shadow.top->root && !shadow_expects(&f->shadow, 0));
    end(f);
}

static void code_that_is_its_callers_shows_that_a_function_was_left(void)
{
    struct fixture *f = begin(false);
    uint32_t outer;

    shadow_resume(&f->shadow, 0, 0, 0x8000, RING_CAUSE_STACK);
    shadow_call(&f->shadow, 1, 0x7f00, 0x111, 0x1000);
    outer = f->shadow.top->activation;
    shadow_call(&f->shadow, 2, 0x7e00, 0x1444, 0x900);
    shadow_landed(&f->shadow, 3, 0x7e00, 0x910); /* its own first instructions */
    assert(caller(f) == 0x1444);
    shadow_landed(&f->shadow, 4, 0x7e00, 0x1480); /* longjmp */
    assert(f->shadow.top->activation == outer);
    shadow_call(&f->shadow, 5, 0x7e00, 0x1444, 0x3000);
    shadow_call(&f->shadow, 6, 0x7e00, 0x1480, 0x3100); /* an exception, caught */
    assert(caller(f) == 0x1480 && f->contexts.nodes[f->shadow.top->context].depth == 2);
    end(f);
}

static void a_signals_handler_is_a_root_until_the_code_goes_on(void)
{
    struct fixture *f = begin(true);
    uint32_t broken;

    shadow_user(&f->shadow, 0, 1, 0x400000, 0x9000);
    shadow_call(&f->shadow, 1, 0x8ff0, 0x400100, 0x400200);
    broken = f->shadow.top->activation;
    shadow_suspend(&f->shadow, 0x400204, 0x8fe0); /* a system call */
    shadow_unknown(&f->shadow, 2, 0);
    shadow_user(&f->shadow, 3, 1, 0x400800, 0x8b00); /* to the handler */
    assert(f->shadow.top->root && f->shadow.top->signal);
    shadow_call(&f->shadow, 4, 0x8af0, 0x400810, 0x400900);
    assert(f->contexts.nodes[f->shadow.top->context].depth == 1);
    assert(shadow_return(&f->shadow, 5, 0x8af0, 0x400810));
    shadow_suspend(&f->shadow, 0x400850, 0x8b00); /* sigreturn */
    shadow_unknown(&f->shadow, 6, 0);
    shadow_user(&f->shadow, 7, 1, 0x400204, 0x8fe0);
    assert(f->shadow.top->activation == broken && caller(f) == 0x400100);
    end(f);
}

static void a_system_call_that_returns_or_is_begun_again_is_no_signal(void)
{
    struct fixture *f = begin(true);

    shadow_user(&f->shadow, 0, 1, 0x400000, 0x9000);
    shadow_call(&f->shadow, 1, 0x8ff0, 0x400100, 0x400200);
    for (uint64_t back = 0; back <= 4; back += 2) {
        shadow_suspend(&f->shadow, 0x400204, 0);
        shadow_unknown(&f->shadow, 2, 0);
        shadow_user(&f->shadow, 3, 1, 0x400204 - back, 0x8f00);
        assert(caller(f) == 0x400100 && !f->shadow.top->signal);
    }
    end(f);
}

static void a_root_whose_table_was_made_anew_is_another_space(void)
{
    struct fixture *f = begin(true);
    uint32_t first = spaces_entered(&f->spaces, 0, 0x5000);

    spaces_written(&f->spaces, 0x5000, 8); /* an entry is set, and later another */
    assert(spaces_entered(&f->spaces, 1, 0x5000) == first);
    spaces_written(&f->spaces, 0x5018, 8);
    assert(spaces_entered(&f->spaces, 2, 0x5000) == first);
    for (uint64_t at = 0x5000; at < 0x5020; at += 8) {
        spaces_written(&f->spaces, at, 8);
    }
    assert(spaces_entered(&f->spaces, 3, 0x5000) != first);
    spaces_written(&f->spaces, 0x6000, 16); /* no root */
    end(f);
}

static void a_page_of_code_with_two_addresses_in_a_space_is_noticed(void)
{
    struct fixture *f = begin(true);

    assert(!spaces_runs_at(&f->spaces, 1, 0x400, 9));
    assert(!spaces_runs_at(&f->spaces, 2, 0x500, 9)); /* another space's, at its own address */
    assert(!spaces_runs_at(&f->spaces, 1, 0x400, 9));
    assert(spaces_runs_at(&f->spaces, 1, 0x700, 9));
    assert(spaces_runs_at(&f->spaces, 1, 0x401, 10)); /* and stays so for the space */
    assert(!spaces_runs_at(&f->spaces, 2, 0x501, 10));
    for (uint64_t page = 0; page < 2000; page++) {
        assert(!spaces_runs_at(&f->spaces, 3, page, 100 + page));
    }
    end(f);
}

static void a_return_address_and_what_is_spilled_above_are_a_functions_own(void)
{
    struct fixture *f = begin(true);

    f->shadow.caller_area = 8;
    shadow_user(&f->shadow, 0, 1, 0x400000, 0x9000);
    shadow_call(&f->shadow, 1, 0x8ff0, 0x400100, 0x400200);
    assert(shadow_own_slot(&f->shadow, 0x8ff0, true));   /* mov (%rsp), %rax */
    assert(!shadow_own_slot(&f->shadow, 0x8ff0, false)); /* by another register */
    assert(!shadow_own_slot(&f->shadow, 0x8ff8, true));  /* an argument */
    end(f);
}

static const uint8_t *memory;
static unsigned looks;

static bool look(uint32_t info, uint64_t address, unsigned size, uint8_t *to)
{
    (void)info, (void)address;
    looks++;
    if (memory) {
        memcpy(to, memory, size);
    }
    return memory != NULL;
}

static void the_order_of_a_value_is_learned_from_memory_once(void)
{
    static const uint8_t bytes[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    struct order o = {0};
    uint8_t known = ORDER_UNKNOWN;
    struct value v = {0x04030201, 0};

    memory = bytes;
    looks = 0;
    assert(order_of(&o, &known, v, 2, 0, 0, look).low == 0x04030201 && known == ORDER_MEMORY);
    assert(order_of(&o, &known, (struct value){0x11223344, 0}, 2, 0, 0, look).low == 0x11223344);
    assert(looks == 1);
    known = ORDER_UNKNOWN;
    assert(order_of(&o, &known, (struct value){0x01020304, 0}, 2, 0, 0, look).low == 0x04030201);
    assert(known == ORDER_REGISTER);
    known = ORDER_UNKNOWN;
    v = order_of(&o, &known, (struct value){0x090a0b0c0d0e0f10, 0x0102030405060708}, 4, 0, 0, look);
    assert(v.low == 0x0807060504030201 && v.high == 0x100f0e0d0c0b0a09);
    known = ORDER_UNKNOWN;
    assert(order_of(&o, &known, (struct value){0x7777, 0}, 1, 0, 0, look).low == 0x7777);
    assert(known == ORDER_UNKNOWN); /* it tells nothing */
}

static void a_devices_register_goes_by_what_most_instructions_do(void)
{
    static const uint8_t bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    struct order o = {0};
    uint8_t known = ORDER_UNKNOWN;

    memory = bytes;
    order_of(&o, &known, (struct value){0x0807060504030201, 0}, 3, 0, 0, look);
    memory = NULL;
    known = ORDER_UNKNOWN;
    assert(order_of(&o, &known, (struct value){0x12, 0}, 3, 0, 0, look).low == 0x12);
}

int main(void)
{
    what_a_handler_broke_into_goes_on_at_the_same_stack_pointer();
    a_handlers_own_root_stays_when_one_nested_in_it_pushed_below();
    a_handler_whose_stack_comes_later_is_on_the_stack_it_broke_into();
    a_return_by_register_is_known_by_where_it_goes();
    code_that_is_its_callers_shows_that_a_function_was_left();
    a_signals_handler_is_a_root_until_the_code_goes_on();
    a_system_call_that_returns_or_is_begun_again_is_no_signal();
    a_root_whose_table_was_made_anew_is_another_space();
    a_page_of_code_with_two_addresses_in_a_space_is_noticed();
    a_return_address_and_what_is_spilled_above_are_a_functions_own();
    the_order_of_a_value_is_learned_from_memory_once();
    a_devices_register_goes_by_what_most_instructions_do();
    puts("follow_test: 12 passed, 0 failed");
    return 0;
}
