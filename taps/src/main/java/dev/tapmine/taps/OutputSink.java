package dev.tapmine.taps;

/// Takes the outputs of activations as they end.
interface OutputSink {
  /// The number of an output context, the same for the same arguments.
  ///
  /// @param callee entry of the function, 0 where no call is known
  /// @param callContext calling context of the activation
  /// @param space address space of its code
  /// @param write whether what was written is meant, or what was read
  int context(long callee, int callContext, int space, boolean user, boolean write);

  /// Takes an output, if there is room for it; the extent stays the caller's.
  void add(int context, int activation, Extent e);
}
