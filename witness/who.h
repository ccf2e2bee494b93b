/* SPDX-License-Identifier: Apache-2.0
 *
 * The leaf that writes its own return address, for every case that has an odd place to call from.
 */
#ifndef WITNESS_WHO_H
#define WITNESS_WHO_H

#include "witness.h"

#ifdef __cplusplus
extern "C" {
#endif

W_HIDDEN void W_ABI w_who(volatile uintptr_t *to);

/* A place for the next call's answer: to be taken by the main thread, one for each call. */
volatile uintptr_t *w_who_slot(void);

/* The same, n at a time. */
volatile uintptr_t *w_who_slots(unsigned n);

#ifdef __cplusplus
}
#endif

#endif
