// SPDX-License-Identifier: Apache-2.0
//
// A throw through three frames. Each frame's destructor writes on the way, called from a landing
// pad that no call led to, and the handler writes in the end.
#include "machine.h"
#include "who.h"

W_COPY_LEAF(exceptions_leaf)

namespace {

constexpr size_t N = 48;
constexpr unsigned FRAMES = 3;

uint8_t source[N];
uint8_t *buffers[FRAMES];
uint32_t seeds[FRAMES];
uintptr_t leaf_ra, destructor_ra[FRAMES], frame_ra[FRAMES];

class Writer {
public:
    explicit Writer(unsigned frame) : frame_(frame) {}
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    W_NOIPA ~Writer()
    {
        destructor_ra[frame_] = W_RA();
        w_pattern(source, seeds[frame_], N);
        leaf_ra = exceptions_leaf(buffers[frame_], source, N);
        w_who(w_who_slot());
    }

private:
    unsigned frame_;
};

struct Thrown {
    unsigned value;
};

W_NOIPA void innermost()
{
    frame_ra[0] = W_RA();
    Writer writer(0);
    throw Thrown{w_run};
}

W_NOIPA void between()
{
    frame_ra[1] = W_RA();
    Writer writer(1);
    innermost();
}

W_NOIPA void outermost()
{
    frame_ra[2] = W_RA();
    Writer writer(2);
    between();
}

void keep(const char *name, uintptr_t ra, uintptr_t next, uintptr_t further, uint8_t *buf,
          uint32_t seed)
{
    w_truth truth = {};

    truth.name = name;
    truth.dir = 'w';
    truth.lo = reinterpret_cast<uintptr_t>(__start_w_exceptions_leaf);
    truth.hi = reinterpret_cast<uintptr_t>(__stop_w_exceptions_leaf);
    truth.callers[0] = ra;
    truth.callers[1] = next;
    truth.callers[2] = further;
    truth.buf = buf;
    truth.len = N;
    truth.width = 1;
    truth.accesses = N;
    truth.bytes = N;
    truth.seed = seed;
    w_keep(&truth);
}

uint8_t *buffer()
{
    return static_cast<uint8_t *>(w_buffer(N));
}

} // namespace

extern "C" W_NOIPA void case_exceptions(void)
{
    static const char *const names[] = {"exceptions-destructor-1", "exceptions-destructor-2",
                                        "exceptions-destructor-3"};
    uint8_t *caught = buffer(), *after = buffer();
    uint32_t caught_seed = w_seed(), after_seed = w_seed();
    uintptr_t caught_ra = 0;

    for (unsigned i = 0; i < FRAMES; i++) {
        buffers[i] = buffer();
        seeds[i] = w_seed();
    }
    try {
        outermost();
    } catch (const Thrown &thrown) {
        if (thrown.value != w_run)
            w_fail("an exception lost its value");
        w_pattern(source, caught_seed, N);
        caught_ra = exceptions_leaf(caught, source, N);
        w_who(w_who_slot());
    }
    w_pattern(source, after_seed, N);
    uintptr_t after_ra = exceptions_leaf(after, source, N);
    w_who(w_who_slot());

    for (unsigned i = 0; i < FRAMES; i++)
        keep(names[i], leaf_ra, destructor_ra[i], frame_ra[i], buffers[i], seeds[i]);
    keep("exceptions-caught", caught_ra, W_RA(), w_main_ra, caught, caught_seed);
    keep("exceptions-after", after_ra, W_RA(), w_main_ra, after, after_seed);
}
