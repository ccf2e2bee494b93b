package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes accesses at random, over few places, so that folds have several members.
final class Simulation {
  private Simulation() {}

  /// @param alphabet number of different byte values
  static List<SimulatedTaps.Access> accesses(long seed, int count, int alphabet) {
    Random random = new Random(seed);
    List<SimulatedTaps.Access> accesses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Long> callers = new ArrayList<>();
      int depth = 3 - (random.nextInt(4) == 0 ? random.nextInt(4) : 0);
      for (int caller = 0; caller < depth; caller++) {
        callers.add(0xffffffff81000000L + random.nextInt(3));
      }
      byte[] bytes = new byte[1 << random.nextInt(4)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) ('a' + random.nextInt(alphabet));
      }
      accesses.add(
          new SimulatedTaps.Access(
              random.nextBoolean() ? Direction.READ : Direction.WRITE,
              0x1000 + random.nextInt(3),
              callers,
              random.nextInt(2),
              random.nextLong(),
              bytes));
    }
    return accesses;
  }

  /// Bytes as a string has them.
  static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
