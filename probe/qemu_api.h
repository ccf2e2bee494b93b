/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The part of QEMU's plugin interface that the probe uses.  Debian ships no header
 * for it, so its prototypes are declared here, for the two generations that are
 * found: TAPMINE_API 4 (QEMU 10.0) and 7 (QEMU 11.1, which loads nothing older).
 * The differences end in this file and in the few SHIM functions below.
 */
#ifndef TAPMINE_QEMU_API_H
#define TAPMINE_QEMU_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef TAPMINE_API
#error "define TAPMINE_API as 4 or 7"
#endif

#define EXPORTED __attribute__((visibility("default")))

typedef uint64_t plugin_id;

struct plugin_info {
    const char *target_name;
    struct {
        int min, cur;
    } version;
    bool system_emulation;
    struct {
        int smp_vcpus, max_vcpus;
    } system;
};

struct plugin_block;
struct plugin_insn;
struct plugin_register;
struct plugin_scoreboard;

/* A 64-bit member of a scoreboard's element, for inline operations. */
struct plugin_u64 {
    struct plugin_scoreboard *score;
    size_t offset;
};

struct plugin_value {
    int type; /* binary logarithm of the size: 0 to 4 */
    union {
        uint8_t u8;
        uint16_t u16;
        uint32_t u32;
        uint64_t u64;
        struct {
            uint64_t low, high;
        } u128;
    } data;
};

enum { REGISTERS_NONE = 0, REGISTERS_READ = 1 };
enum { ACCESS_READ = 1, ACCESS_WRITE = 2 };
enum { CONDITION_NOT_EQUAL = 3 };
enum { INLINE_ADD = 0, INLINE_STORE = 1 };

typedef void block_callback(unsigned vcpu, void *data);
typedef void access_callback(unsigned vcpu, uint32_t info, uint64_t address, void *data);

/* glib, which comes with the QEMU process */
struct byte_array {
    uint8_t *data;
    unsigned len;
};
struct any_array {
    char *data;
    unsigned len;
};
struct byte_array *g_byte_array_new(void);
struct byte_array *g_byte_array_set_size(struct byte_array *array, unsigned length);
char *g_array_free(struct any_array *array, int free_segment);

EXPORTED extern int qemu_plugin_version;
EXPORTED int qemu_plugin_install(plugin_id id, const struct plugin_info *info, int argc,
                                 char **argv);

size_t qemu_plugin_tb_n_insns(const struct plugin_block *block);
uint64_t qemu_plugin_tb_vaddr(const struct plugin_block *block);
struct plugin_insn *qemu_plugin_tb_get_insn(const struct plugin_block *block, size_t index);
size_t qemu_plugin_insn_data(const struct plugin_insn *insn, void *to, size_t length);
size_t qemu_plugin_insn_size(const struct plugin_insn *insn);
uint64_t qemu_plugin_insn_vaddr(const struct plugin_insn *insn);
void *qemu_plugin_insn_haddr(const struct plugin_insn *insn); /* in QEMU's own memory, or NULL */

void qemu_plugin_register_vcpu_tb_exec_cb(struct plugin_block *block, block_callback *callback,
                                          int flags, void *data);
void qemu_plugin_register_vcpu_tb_exec_cond_cb(struct plugin_block *block,
                                               block_callback *callback, int flags, int condition,
                                               struct plugin_u64 entry, uint64_t immediate,
                                               void *data);
void qemu_plugin_register_vcpu_tb_exec_inline_per_vcpu(struct plugin_block *block, int operation,
                                                       struct plugin_u64 entry,
                                                       uint64_t immediate);
void qemu_plugin_register_vcpu_insn_exec_cb(struct plugin_insn *insn, block_callback *callback,
                                            int flags, void *data);
void qemu_plugin_register_vcpu_mem_cb(struct plugin_insn *insn, access_callback *callback,
                                      int flags, int direction, void *data);
struct plugin_value qemu_plugin_mem_get_value(uint32_t info);
bool qemu_plugin_mem_is_big_endian(uint32_t info);

/* Of the access that a callback is for; valid until it returns. */
struct plugin_hwaddr;
struct plugin_hwaddr *qemu_plugin_get_hwaddr(uint32_t info, uint64_t address);
bool qemu_plugin_hwaddr_is_io(const struct plugin_hwaddr *where);
uint64_t qemu_plugin_hwaddr_phys_addr(const struct plugin_hwaddr *where);
unsigned qemu_plugin_mem_size_shift(uint32_t info);

struct plugin_scoreboard *qemu_plugin_scoreboard_new(size_t element_size);
void *qemu_plugin_scoreboard_find(struct plugin_scoreboard *score, unsigned vcpu);
struct any_array *qemu_plugin_get_registers(void);

#if TAPMINE_API >= 6
struct plugin_register_info {
    struct plugin_register *handle;
    const char *name;
    const char *feature;
    bool read_only;
};
bool qemu_plugin_read_register(struct plugin_register *handle, struct byte_array *to);
bool qemu_plugin_read_memory_vaddr(uint64_t address, struct byte_array *to, size_t length);
static inline bool SHIM_read_register(struct plugin_register *handle, struct byte_array *to)
{
    return qemu_plugin_read_register(handle, to);
}
#else
struct plugin_register_info {
    struct plugin_register *handle;
    const char *name;
    const char *feature;
};
int qemu_plugin_read_register(struct plugin_register *handle, struct byte_array *to);
bool qemu_plugin_read_memory_vaddr(uint64_t address, struct byte_array *to, size_t length);
static inline bool SHIM_read_register(struct plugin_register *handle, struct byte_array *to)
{
    return qemu_plugin_read_register(handle, to) > 0;
}
#endif

/* The probe's own entry points, called by the shims below. */
void probe_vcpu_started(unsigned vcpu);
void probe_block_translated(struct plugin_block *block);
void probe_code_flushed(void);
void probe_exit(void);
void probe_discontinuity(bool interrupt, uint64_t from);

#if TAPMINE_API >= 7
enum { DISCONTINUITY_INTERRUPT = 1, DISCONTINUITY_EXCEPTION = 2 };

typedef void translated_callback(struct plugin_block *block, void *data);
typedef void data_callback(void *data);
typedef void discontinuity_callback(unsigned vcpu, int kind, uint64_t from, uint64_t to,
                                    void *data);
void qemu_plugin_register_vcpu_init_cb(plugin_id id, block_callback *callback, void *data);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, translated_callback *callback,
                                           void *data);
void qemu_plugin_register_flush_cb(plugin_id id, data_callback *callback, void *data);
void qemu_plugin_register_atexit_cb(plugin_id id, data_callback *callback, void *data);
void qemu_plugin_register_vcpu_discon_cb(plugin_id id, int kinds,
                                         discontinuity_callback *callback, void *data);

#define SHIM_KNOWS_DISCONTINUITIES true

static void shim_started(unsigned vcpu, void *data)
{
    (void)data;
    probe_vcpu_started(vcpu);
}
static void shim_translated(struct plugin_block *block, void *data)
{
    (void)data;
    probe_block_translated(block);
}
static void shim_flushed(void *data)
{
    (void)data;
    probe_code_flushed();
}
static void shim_exit(void *data)
{
    (void)data;
    probe_exit();
}
static void shim_discontinuity(unsigned vcpu, int kind, uint64_t from, uint64_t to, void *data)
{
    (void)vcpu, (void)to, (void)data;
    probe_discontinuity(kind == DISCONTINUITY_INTERRUPT, from);
}
static inline void SHIM_register_exit(plugin_id id)
{
    qemu_plugin_register_atexit_cb(id, shim_exit, NULL);
}
static inline void SHIM_register_all(plugin_id id)
{
    qemu_plugin_register_vcpu_init_cb(id, shim_started, NULL);
    qemu_plugin_register_vcpu_tb_trans_cb(id, shim_translated, NULL);
    qemu_plugin_register_flush_cb(id, shim_flushed, NULL);
    qemu_plugin_register_vcpu_discon_cb(id, DISCONTINUITY_INTERRUPT | DISCONTINUITY_EXCEPTION,
                                        shim_discontinuity, NULL);
}
#else
typedef void started_callback(plugin_id id, unsigned vcpu);
typedef void translated_callback(plugin_id id, struct plugin_block *block);
typedef void simple_callback(plugin_id id);
typedef void exit_callback(plugin_id id, void *data);
void qemu_plugin_register_vcpu_init_cb(plugin_id id, started_callback *callback);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, translated_callback *callback);
void qemu_plugin_register_flush_cb(plugin_id id, simple_callback *callback);
void qemu_plugin_register_atexit_cb(plugin_id id, exit_callback *callback, void *data);

#define SHIM_KNOWS_DISCONTINUITIES false

static void shim_started(plugin_id id, unsigned vcpu)
{
    (void)id;
    probe_vcpu_started(vcpu);
}
static void shim_translated(plugin_id id, struct plugin_block *block)
{
    (void)id;
    probe_block_translated(block);
}
static void shim_flushed(plugin_id id)
{
    (void)id;
    probe_code_flushed();
}
static void shim_exit(plugin_id id, void *data)
{
    (void)id, (void)data;
    probe_exit();
}
static inline void SHIM_register_exit(plugin_id id)
{
    qemu_plugin_register_atexit_cb(id, shim_exit, NULL);
}
static inline void SHIM_register_all(plugin_id id)
{
    qemu_plugin_register_vcpu_init_cb(id, shim_started);
    qemu_plugin_register_vcpu_tb_trans_cb(id, shim_translated);
    qemu_plugin_register_flush_cb(id, shim_flushed);
}
#endif

#endif
