/* SPDX-License-Identifier: Apache-2.0
 *
 * Every case, in the order in which they run. Each is one function without arguments.
 */
#ifndef WITNESS_CASES_H
#define WITNESS_CASES_H

#define W_CASES(X)                                                                                \
    X(loops)                                                                                      \
    X(unaligned)                                                                                  \
    X(page_crossing)                                                                              \
    X(wide)                                                                                       \
    X(atomics)                                                                                    \
    X(swapped)                                                                                    \
    X(rep)                                                                                        \
    X(push_pop)                                                                                   \
    X(own_frame)                                                                                  \
    X(red_zone)                                                                                   \
    X(callers_buffer)                                                                             \
    X(chain)                                                                                      \
    X(recursion)                                                                                  \
    X(tail_call)                                                                                  \
    X(indirect)                                                                                   \
    X(retpoline)                                                                                  \
    X(interwork)                                                                                  \
    X(longjmp)                                                                                    \
    X(middle_of_block)                                                                            \
    X(copied_code)                                                                                \
    X(mapped_twice)                                                                               \
    X(exceptions)                                                                                 \
    X(signals)                                                                                    \
    X(signals_own_stack)                                                                          \
    X(signals_timer)                                                                              \
    X(coroutines)                                                                                 \
    X(threads)                                                                                    \
    X(interrupted)                                                                                \
    X(library)                                                                                    \
    X(libc)                                                                                       \
    X(kernel)                                                                                     \
    X(dma)                                                                                        \
    X(who)

#endif
