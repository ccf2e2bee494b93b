/* SPDX-License-Identifier: Apache-2.0
 *
 * witness RUN: runs every case, then prints the truth about all of them.
 */
#include "cases.h"
#include "truth.h"

#include <stdlib.h>

#define DECLARE(name) void case_##name(void);
W_CASES(DECLARE)

#define RUN(name) case_##name();

int main(int argc, char **argv)
{
    w_self = argv[0];
    w_run = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    w_main_ra = W_RA();
    W_CASES(RUN)
    truths_print();
    return 0;
}
