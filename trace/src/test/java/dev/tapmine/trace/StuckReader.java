package dev.tapmine.trace;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// A reader in a process of its own that stops in the middle of the trace, to be killed there.
final class StuckReader {
  private StuckReader() {}

  public static void main(String[] arguments) throws Exception {
    TraceDigest stuck =
        new TraceDigest() {
          @Override
          void seen() {
            if (events == 20_000) {
              System.out.println("stuck");
              while (true) {
                LockSupport.park();
              }
            }
          }
        };
    try (Ring ring = Ring.create(Path.of(arguments[0]), 4)) {
      System.out.println("ready");
      TraceReader.read(ring, stuck, () -> true);
    }
  }
}
