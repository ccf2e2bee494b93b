package dev.tapmine.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// What this process and the children that have ended used so far, as the kernel accounts it
/// (`getrusage`).
///
/// @param cpuSeconds user and system time of all threads, and of ended children
/// @param peakBytes the most resident memory of this process, and of its largest ended child
record ResourceUse(double cpuSeconds, long peakBytes) {
  private static final int SELF = 0;
  private static final int CHILDREN = -1;
  private static final long RUSAGE_BYTES = 144;
  private static final long USER = 0;
  private static final long SYSTEM = 16;
  private static final long PEAK_KIB = 32;

  private static final MethodHandle GETRUSAGE =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("getrusage"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  static ResourceUse now() {
    ResourceUse self = of(SELF);
    ResourceUse children = of(CHILDREN);
    return new ResourceUse(
        self.cpuSeconds + children.cpuSeconds, self.peakBytes + children.peakBytes);
  }

  private static ResourceUse of(int who) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(RUSAGE_BYTES, 8);
      int failed;
      try {
        failed = (int) GETRUSAGE.invokeExact(who, usage);
      } catch (Throwable e) {
        throw new IllegalStateException("getrusage cannot be called", e);
      }
      if (failed != 0) {
        throw new IllegalStateException("getrusage failed");
      }
      return new ResourceUse(
          seconds(usage, USER) + seconds(usage, SYSTEM),
          usage.get(ValueLayout.JAVA_LONG, PEAK_KIB) << 10);
    }
  }

  private static double seconds(MemorySegment usage, long at) {
    return usage.get(ValueLayout.JAVA_LONG, at) + usage.get(ValueLayout.JAVA_LONG, at + 8) / 1e6;
  }
}
