/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * s390x's modes and interruptions, by the z/Architecture Principles of Operation.
 */
#include "arch.h"

struct machine_mode s390x_mode(const uint64_t values[REGS])
{
    return (struct machine_mode){.user = values[REG_MODE] >> 48 & 1}; /* PSW bit 15: problem state */
}

/* The new PSWs in the lowcore (chapter 3, "Assigned Storage Locations"): restart, external,
 * supervisor call, program, machine check, input/output; 16 bytes, the address in the last 8.
 * The old ones are in the same order from 0x120. */
#define PSW_BYTES 16u
#define PSWS 6u
#define OLD_PSWS 0x120u
#define NEW_PSWS 0x1a0u
#define PROGRAM_PSW 3u
#define PROGRAM_TOLD 0x8cu /* of a program interruption: its instruction's length and its code */

static uint64_t psw_address(const uint8_t *psw)
{
    uint64_t address = 0;

    for (unsigned i = 8; i < PSW_BYTES; i++) {
        address = address << 8 | psw[i];
    }
    return address;
}

/* The number of the new PSW with that address, or PSWS. */
static unsigned new_psw(uint64_t pc, const uint8_t *table, size_t bytes)
{
    for (unsigned i = 0; pc && i < PSWS && (i + 1) * PSW_BYTES <= bytes; i++) {
        if (psw_address(table + i * PSW_BYTES) == pc) {
            return i;
        }
    }
    return PSWS;
}

bool s390x_handler(uint64_t pc, const uint64_t values[REGS], const uint8_t *table, size_t bytes,
                   bool *asynchronous)
{
    unsigned i = table ? new_psw(pc, table, bytes) : PSWS;

    (void)values;
    *asynchronous = i == 1 || i == 4 || i == 5;
    return i < PSWS;
}

/* An interruption changes no register but the PSW: from user code %r15 is still that code's. */
bool s390x_has_stack(const uint64_t values[REGS], bool from_user)
{
    (void)values;
    return !from_user;
}

uint64_t s390x_resume(uint64_t handler, const uint64_t values[REGS], guest_reader *read)
{
    uint8_t table[PSWS * PSW_BYTES], old[PSW_BYTES];
    unsigned i;

    (void)values;
    if (!read(NEW_PSWS, table, sizeof table)) {
        return 0;
    }
    i = new_psw(handler, table, sizeof table);
    return i < PSWS && read(OLD_PSWS + i * PSW_BYTES, old, sizeof old) ? psw_address(old) : 0;
}

/* Exceptions of address translation go back to their instruction, all other program interruptions
 * behind it; the lowcore has its length and the exception's code (Principles of Operation, chapter 6).
 * A supervisor call has been executed. */
uint64_t s390x_broken_off(uint64_t handler, uint64_t resume, const uint64_t values[REGS],
                          guest_reader *read)
{
    uint8_t table[PSWS * PSW_BYTES], told[4];
    unsigned code;

    (void)values;
    if (!read(NEW_PSWS, table, sizeof table) || !read(PROGRAM_TOLD, told, sizeof told) ||
        new_psw(handler, table, sizeof table) != PROGRAM_PSW) {
        return 0;
    }
    code = (told[2] << 8 | told[3]) & 0x7f;
    return code == 0x10 || code == 0x11 || (code >= 0x38 && code <= 0x3b) ? resume
                                                                          : resume - told[1];
}
