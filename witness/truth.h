/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WITNESS_TRUTH_H
#define WITNESS_TRUTH_H

#include "witness.h"

/* Writes the begin line, every truth and the end line to standard output. */
void truths_print(void);

#endif
