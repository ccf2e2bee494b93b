/// Guests, recordings of them, and replays: everything that starts a QEMU.
///
/// A [Guest] is a folder with a kernel and an initramfs that [DebianGuest] makes from Debian's own
/// packages. A [Recorder] runs a guest, or a user's own QEMU command line, once under QEMU's
/// record/replay and leaves a [Recording]: a self-contained folder from which [Recording#replay]
/// runs the same execution again, as often as wanted and with any plugin. No QEMU outlives the JVM
/// that started it.
@NullMarked
package dev.tapmine.recording;

import org.jspecify.annotations.NullMarked;
