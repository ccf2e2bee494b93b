package dev.tapmine.questions;

import dev.tapmine.taps.CodeRow;
import dev.tapmine.taps.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes accesses at random, by code that spaces share at different addresses; some of it lies
/// twice in a space, of some the place or the bytes are not known, and some pages held other code
/// before.
final class SharedPages {
  private static final int CODES = 6;
  private static final int SPACES = 4;

  private SharedPages() {}

  /// The address of some code in a space.
  static long address(int space, int code) {
    return (space == 0 ? 0xffffffff81000000L : 0x400000L * space) + 0x10L * code;
  }

  /// A row for each code in each space, the kernel's too.
  static List<CodeRow> code(long seed) {
    Random random = new Random(seed);
    List<CodeRow> rows = new ArrayList<>();
    for (int space = 0; space < SPACES; space++) {
      for (int code = 0; code < CODES; code++) {
        int page = 1 + code % 3;
        int lying = random.nextInt(6) == 0 ? (code + 3) % CODES : code;
        long place = random.nextInt(8) == 0 ? 0 : 4096L * page + 0x20L * lying;
        boolean other = page == 2 && random.nextInt(4) == 0;
        byte[] bytes = {(byte) (0x48 + lying), (byte) (other ? 1 : 0), 7};
        if (random.nextInt(4) == 0) {
          bytes = new byte[0];
        }
        rows.add(new CodeRow(space, address(space, code), place, bytes));
      }
    }
    return rows;
  }

  /// @param alphabet number of different byte values
  static List<SimulatedTaps.Access> accesses(long seed, int count, int alphabet) {
    Random random = new Random(seed);
    List<SimulatedTaps.Access> accesses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int space = random.nextInt(SPACES);
      Long[] callers = new Long[random.nextInt(4) == 0 ? random.nextInt(4) : 3];
      Arrays.setAll(callers, any -> address(space, random.nextInt(3) + 3));
      byte[] bytes = new byte[1 << random.nextInt(4)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) ('a' + random.nextInt(alphabet));
      }
      accesses.add(
          new SimulatedTaps.Access(
              random.nextInt(3) == 0 ? Direction.READ : Direction.WRITE,
              address(space, random.nextInt(CODES)),
              List.of(callers),
              space,
              random.nextLong(),
              bytes));
    }
    return accesses;
  }
}
