/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Known answers of the decoders.
 */
#ifndef TAPMINE_DECODE_TEST_H
#define TAPMINE_DECODE_TEST_H

#include "../arch.h"

/* What else is said of an instruction, beside its flow. */
enum { SP = 1, COND = 2, SETS = 4, MAY = 8 };

struct insn_case {
    const char *hex; /* as the bytes lie in memory */
    unsigned isa;
    enum flow flow;
    unsigned also;
    uint64_t target; /* from 0x1000 */
};

void check_cases(const char *target, const struct insn_case *cases, size_t n);

#define CHECK(target, cases) check_cases(target, cases, sizeof cases / sizeof *cases)

void arm_instructions_are_told_apart(void);
void arm_has_vectors_low_high_or_where_vbar_says(void);
void riscv_instructions_are_told_apart(void);
void riscv_asks_the_cause_at_each_entry(void);
void s390x_instructions_are_told_apart(void);
void s390x_handlers_are_what_the_new_psws_say(void);

#endif
