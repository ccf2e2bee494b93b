/* SPDX-License-Identifier: Apache-2.0
 *
 * Every case, in the order in which they run. Each is one function without arguments.
 */
#ifndef WITNESS_CASES_H
#define WITNESS_CASES_H

#define W_CASES(X)                                                                                \
    X(loops)                                                                                      \
    X(chain)

#endif
