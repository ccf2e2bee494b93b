/* SPDX-License-Identifier: Apache-2.0
 *
 * Signals that a function sends itself in the midst of a loop, and a timer's that come when they
 * will. The interrupted function's accesses and callers are as if nothing had been; a handler's are
 * as many as its signals, and who called it is not claimed.
 */
#include "machine.h"
#include "who.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#define SIGNALS 12
#define EACH 8    /* bytes that a handler's callee writes */
#define STORES 96 /* of the interrupted function */
#define TICKS 4
#define TICKED 400000 /* stores under the timer */
#define RING 1024

static uint8_t handled_source[EACH], interrupted_source[STORES];
static uint8_t *own_to, *callee_to;
static struct w_pattern_at own_pattern;
static uint32_t callee_seed;
static unsigned handled, most;
static uintptr_t callee_ra;

W_COPY_LEAF(signals_callee)
W_COPY_LEAF(signals_after)

/* Writes one byte itself and some through a callee, as long as it is to. */
W_LABELS(signals_handler);
W_NOIPA static void handler(int number)
{
    uintptr_t value;

    (void)number;
    if (handled == most)
        return;
    value = w_pattern_next(&own_pattern);
    __asm__ volatile(W_ONE(signals_handler, W_STORE8)
                     : [value] W_IN_OUT(value)
                     : [to] W_ADDRESS(own_to + handled)
                     : "memory");
    w_pattern(handled_source, callee_seed + handled * EACH, EACH);
    callee_ra = signals_callee(callee_to + handled * EACH, handled_source, EACH);
    w_who(w_who_slot());
    handled++;
}

/* Stores STORES bytes and sends itself a signal after every eighth. */
W_LABELS(signals_interrupted);
W_NOIPA static uintptr_t interrupted(uint8_t *to, const uint8_t *from, bool by_kill)
{
    for (unsigned i = 0; i < STORES; i++) {
        uintptr_t value = from[i];

        __asm__ volatile(W_ONE(signals_interrupted, W_STORE8)
                         : [value] W_IN_OUT(value)
                         : [to] W_ADDRESS(to + i)
                         : "memory");
        if (i % 8 == 7) {
            if (by_kill)
                kill(getpid(), SIGUSR1);
            else
                raise(SIGUSR1);
        }
    }
    return W_RA();
}

W_LEAF(signals_ticked)
static uintptr_t W_ABI ticked(volatile uint8_t *ring, uintptr_t product, uintptr_t n)
{
    for (uintptr_t i = 0; i < n; i++) {
        ring[i % RING] = (uint8_t)((uint32_t)product >> 24);
        product += 2654435761u;
    }
    return W_RA();
}

struct names {
    const char *interrupted, *handler, *callee, *after;
};

struct handled_truths {
    uint8_t *own, *callee;
    uint32_t own_seed;
};

static struct handled_truths handle(int number, int flags, unsigned count)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    struct handled_truths h = {
        .own = w_buffer(count), .callee = w_buffer((size_t)count * EACH), .own_seed = w_seed()};

    own_to = h.own;
    callee_to = h.callee;
    own_pattern = w_pattern_from(h.own_seed);
    callee_seed = w_seed();
    handled = 0;
    most = count;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
    return h;
}

/* All handlers' truths share their taps, for what runs before a handler is not claimed. */
static void keep_handled(const struct names *names, const struct handled_truths *h, unsigned count)
{
    if (handled != count)
        w_fail("a signal was lost");
    w_keep(&(struct w_truth){.name = names->handler,
                             .same = "signals-handler",
                             W_INSN(signals_handler),
                             W_STORED(h->own, count),
                             .seed = h->own_seed});
    w_keep(&(struct w_truth){.name = names->callee,
                             .same = "signals-callee",
                             W_BOUNDS(signals_callee),
                             .callers = {callee_ra},
                             W_STORED(h->callee, (size_t)count * EACH),
                             .seed = callee_seed});
}

W_NOIPA static void sent(const struct names *names, int flags, bool by_kill, uintptr_t case_ra)
{
    struct handled_truths h = handle(SIGUSR1, flags, SIGNALS);
    uint8_t *to = w_buffer(STORES), *after = w_buffer(STORES);
    uint32_t seed = w_seed();
    uintptr_t ra;

    w_pattern(interrupted_source, seed, STORES);
    ra = interrupted(to, interrupted_source, by_kill);
    w_keep(&(struct w_truth){.name = names->interrupted,
                             W_INSN(signals_interrupted),
                             .callers = {ra, W_RA(), case_ra},
                             W_STORED(to, STORES),
                             .seed = seed});
    seed = w_seed();
    w_pattern(interrupted_source, seed, STORES);
    ra = signals_after(after, interrupted_source, STORES);
    w_keep(&(struct w_truth){.name = names->after,
                             W_BOUNDS(signals_after),
                             .callers = {ra, W_RA(), case_ra},
                             W_STORED(after, STORES),
                             .seed = seed});
    keep_handled(names, &h, SIGNALS);
}

W_NOIPA void case_signals(void)
{
    static const struct names raised = {"signals-raise", "signals-raise-handler",
                                        "signals-raise-callee", "signals-raise-after"};
    static const struct names killed = {"signals-kill", "signals-kill-handler",
                                        "signals-kill-callee", "signals-kill-after"};

    sent(&raised, 0, false, W_RA());
    sent(&killed, 0, true, W_RA());
}

W_NOIPA void case_signals_own_stack(void)
{
    static const struct names names = {"signals-own-stack", "signals-own-stack-handler",
                                       "signals-own-stack-callee", "signals-own-stack-after"};
    static uint8_t memory[64 * 1024] __attribute__((aligned(16)));
    stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory};
    stack_t none = {.ss_flags = SS_DISABLE};

    sigaltstack(&stack, NULL);
    sent(&names, SA_ONSTACK, false, W_RA());
    sigaltstack(&none, NULL);
}

W_NOIPA void case_signals_timer(void)
{
    static const struct names names = {NULL, "signals-timer-handler", "signals-timer-callee", NULL};
    static uint8_t ring[RING];
    struct handled_truths h = handle(SIGALRM, SA_RESTART, TICKS);
    struct itimerval every = {{0, 1000}, {0, 1000}}, never = {{0, 0}, {0, 0}};
    uint32_t seed = w_seed();
    sigset_t block, before;
    uintptr_t ra;

    setitimer(ITIMER_REAL, &every, NULL);
    ra = ticked(ring, seed * 2654435761u, TICKED);
    sigemptyset(&block);
    sigaddset(&block, SIGALRM);
    sigprocmask(SIG_BLOCK, &block, &before);
    while (handled < TICKS)
        sigsuspend(&before);
    setitimer(ITIMER_REAL, &never, NULL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    signal(SIGALRM, SIG_IGN);
    w_keep(&(struct w_truth){.name = "signals-timer",
                             .dir = 'w',
                             W_BOUNDS(signals_ticked),
                             .callers = {ra, W_RA(), w_main_ra},
                             .buf = ring,
                             .len = RING,
                             .width = 1,
                             .accesses = TICKED,
                             .bytes = TICKED,
                             .seed = seed});
    keep_handled(&names, &h, TICKS);
}
