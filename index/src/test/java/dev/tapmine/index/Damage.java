package dev.tapmine.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/// Damages bytes as bad disks, cut copies and ill will do.
final class Damage {
  private static final long[] EXTREMES = {
    0, 1, -1, Short.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private Damage() {}

  /// A copy with one to four damages.
  static byte[] to(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(1, 5); i > 0 && bytes.length > 0; i--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 << random.nextInt(8));
    return switch (random.nextInt(16)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1, 2 -> joined(bytes, at + length, at);
      case 3, 4 -> joined(bytes, at, at + length);
      case 5, 6, 7, 8 -> extreme(bytes, at, random);
      default -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
    };
  }

  /// What lies before one offset, then what lies behind the other: a slice twice, or not at all.
  private static byte[] joined(byte[] bytes, int end, int start) {
    byte[] all = Arrays.copyOf(bytes, end + bytes.length - start);
    System.arraycopy(bytes, start, all, end, bytes.length - start);
    return all;
  }

  private static byte[] extreme(byte[] bytes, int at, Random random) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    int width = 1 << random.nextInt(4);
    int aligned = at / width * width;
    if (bytes.length - aligned >= width) {
      switch (width) {
        case 1 -> buffer.put(aligned, (byte) value);
        case 2 -> buffer.putShort(aligned, (short) value);
        case 4 -> buffer.putInt(aligned, (int) value);
        default -> buffer.putLong(aligned, value);
      }
    }
    return bytes;
  }
}
