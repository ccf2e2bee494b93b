package dev.tapmine.trace;

/// Receives the events of one trace in the order in which the guest produced them.
///
/// [#access] is called for every load and store, a billion times a recording; all its arguments are
/// primitives and an implementation must not allocate there. The other events are rare by
/// comparison. Everything is called on one thread, see [TraceReader].
///
/// Ids are dense and start at 0 (context 0: no caller known; space 0: kernel code). A definition
/// precedes the first use of its id and comes once. Times are instructions executed since the
/// recording's start and never decrease. Addresses are unsigned 64-bit values in a `long`.
public interface TraceVisitor {
  /// One load or store.
  ///
  /// @param tap the tap it belongs to
  /// @param time instructions executed before it
  /// @param address of its lowest byte
  /// @param size 1, 2, 4, 8 or 16 bytes
  /// @param value the bytes in memory, the one at the lowest address in the lowest 8 bits, whatever
  ///   the guest's byte order; zero-extended; of a 16-byte access the first 8 bytes
  /// @param high the last 8 bytes of a 16-byte access, else 0
  void access(int tap, long time, long address, int size, long value, long high);

  /// A tap's definition, before its first access.
  default void tap(int tap, long pc, int context, int space, boolean write, boolean user) {}

  /// A calling context: its parent extended outwards by one return address.
  default void context(int context, int parent, long returnAddress, int depth) {}

  /// An address space that user code ran in. A page-table root that another process takes over
  /// comes again as a new space with the next incarnation.
  default void space(int space, long time, long root, long incarnation) {}

  /// First touch of a 64 KB block (`address >>> 16`) of memory, once for each kind.
  ///
  /// @param kind 1 read, 2 write, 4 fetch
  default void touch(int space, long time, long block, int kind) {}

  /// An address of code: of an instruction that has a tap, or one that a call returns to. An
  /// instruction's address may come a second time, with bytes.
  ///
  /// @param place where the code lies in the guest's memory: the page's number, from 1 in the order
  ///   seen, times 4096, plus the offset in it; the same for all spaces that share the page; 0 when
  ///   it is not known
  /// @param instruction its bytes; none for an address that calls return to
  default void code(int space, long pc, long place, byte[] instruction) {}

  /// A function is called: `activation` is the serial of the new activation, current from here on.
  default void call(
      long time,
      int activation,
      long stackPointer,
      long returnAddress,
      long callee,
      long stack,
      int context) {}

  /// One or more activations ended by a return; `activation` is current again.
  default void returned(long time, int activation, long stackPointer, long target) {}

  /// The current activation went on in another function, by a jump.
  default void renamed(long time, int activation, long callee) {}

  /// Another activation is current, by other means than one call or return.
  default void switched(
      long time,
      int activation,
      long stackPointer,
      long stack,
      SwitchCause cause,
      boolean interruptRoot,
      int context) {}

  /// Code runs in another mode from here on.
  default void privilege(long time, boolean user, int space) {}
}
