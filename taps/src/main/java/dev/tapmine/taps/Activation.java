package dev.tapmine.taps;

/// One execution of a function, from its call to its return, and what it has written and read so
/// far; or a root, which no call is known of. Mutable, and used again for later activations.
final class Activation {
  /// Extents kept open. More than sixteen found nothing more in any log tried; reads are scattered,
  /// and what does not go on soon never does.
  private static final int WRITES = 16;

  private static final int READS = 4;

  int serial;

  /// Whether a switch began it.
  boolean root;

  /// Entry of the function; 0 in a root.
  long callee;

  /// As it was when the function began.
  long stackPointer;

  /// The lowest stack pointer seen while it ran.
  long lowest;

  int context;
  int space;
  boolean user;

  /// Numbers of the output contexts of its writes and reads, or -1 while they are not looked up.
  int writeOutputs;

  int readOutputs;

  final Extents writes;
  final Extents reads;

  Activation(ExtentPool pool) {
    writes = new Extents(pool, true, WRITES);
    reads = new Extents(pool, false, READS);
  }

  void begin(int serial, boolean root, long callee, long stackPointer, int context) {
    this.serial = serial;
    this.root = root;
    this.callee = callee;
    this.stackPointer = stackPointer;
    this.lowest = stackPointer;
    this.context = context;
    this.writeOutputs = -1;
    this.readOutputs = -1;
  }
}
