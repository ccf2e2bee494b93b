package dev.tapmine.questions;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;

/// Tells text from the same text read in the wrong byte order. Plain text of two or four bytes a
/// character can be read in the other order, too, less than a character off, wherever the bytes
/// beside it are zeros. Of two such readings of the same bytes that at a multiple of a character's
/// size is right, or else the guest's own order.
final class ByteOrders {
  private final List<Needle> needles;
  private final boolean bigEndian;

  /// The same text in the other order by needle, or -1.
  private final int[] mirrors;

  private long[] occurrences = new long[64];
  private int count;

  /// @param bigEndian the guest's byte order
  ByteOrders(List<Needle> needles, boolean bigEndian) {
    this.needles = needles;
    this.bigEndian = bigEndian;
    this.mirrors = new int[needles.size()];
    Arrays.setAll(mirrors, this::mirror);
  }

  private int mirror(int needle) {
    for (int other = 0; other < needles.size(); other++) {
      if (needles.get(needle).mirrors(needles.get(other))) {
        return other;
      }
    }
    return -1;
  }

  /// Finds needles in one stretch of bytes; readings in the wrong order are left out.
  ///
  /// @param address of a byte by its offset
  void search(Automaton automaton, byte[] bytes, IntToLongFunction address, Automaton.Found found) {
    count = 0;
    automaton.search(0, bytes, bytes.length, (needle, end) -> add(key(needle, end)));
    if (count == 0) {
      return; // as for nearly all that is searched
    }
    Set<Long> mirrored = new HashSet<>();
    for (int i = 0; i < count; i++) {
      if (mirrors[needle(occurrences[i])] >= 0) {
        mirrored.add(occurrences[i]);
      }
    }
    for (int i = 0; i < count; i++) {
      int needle = needle(occurrences[i]);
      int end = (int) occurrences[i];
      if (!isMisread(mirrored, needle, end, address)) {
        found.at(needle, end);
      }
    }
  }

  private void add(long occurrence) {
    if (count == occurrences.length) {
      occurrences = Arrays.copyOf(occurrences, count * 2);
    }
    occurrences[count++] = occurrence;
  }

  private static int needle(long occurrence) {
    return (int) (occurrence >>> 32);
  }

  private static long key(int needle, int end) {
    return (long) needle << 32 | end;
  }

  private boolean isMisread(Set<Long> mirrored, int needle, int end, IntToLongFunction address) {
    if (mirrors[needle] < 0) {
      return false;
    }
    int unit = needles.get(needle).unit();
    for (int off = 1 - unit; off < unit; off++) {
      if (off != 0 && mirrored.contains(key(mirrors[needle], end + off))) {
        int begin = end - needles.get(needle).length();
        boolean aligned = address.applyAsLong(begin) % unit == 0;
        boolean otherAligned = address.applyAsLong(begin + off) % unit == 0;
        if (aligned == otherAligned ? needles.get(needle).foreign(bigEndian) : otherAligned) {
          return true;
        }
      }
    }
    return false;
  }
}
