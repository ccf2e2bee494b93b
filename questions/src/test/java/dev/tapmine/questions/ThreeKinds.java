package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Taps of three kinds: by their pc, those that give 0 over 3 write text, 1 zeros, 2 noise.
final class ThreeKinds {
  static final int TAPS = 60;

  private ThreeKinds() {}

  static SimulatedTaps source() {
    Random random = new Random(11);
    List<SimulatedTaps.Access> accesses = new ArrayList<>();
    for (int pc = 0; pc < TAPS; pc++) {
      byte[] bytes = new byte[120];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            (byte)
                switch (pc % 3) {
                  case 0 -> "usb 1-1: new device ".charAt((i + random.nextInt(2)) % 20);
                  case 1 -> 0;
                  default -> 0x80 + random.nextInt(0x70);
                };
      }
      accesses.add(
          new SimulatedTaps.Access(Direction.WRITE, pc, List.of(), 0, 0x1000L * pc, bytes));
    }
    return new SimulatedTaps(accesses);
  }

  static Clustering clustering(SimulatedTaps source, ClusterMethod method, int k, long seed)
      throws java.io.IOException {
    return Clustering.of(
        source, new ClusterOptions(Fold.bySpace(1), TapFilter.longerThan(80), method, k, seed, 3));
  }
}
