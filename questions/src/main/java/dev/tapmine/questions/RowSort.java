package dev.tapmine.questions;

import java.util.Arrays;
import java.util.BitSet;

/// Sorts row numbers by an order of rows, stably, without an object a row.
final class RowSort {
  private static final int SHORT = 8;

  private RowSort() {}

  /// Compares two rows.
  @FunctionalInterface
  interface Order {
    int compare(int one, int other);
  }

  /// A sorted copy.
  static int[] sorted(int[] rows, Order order) {
    int[] from = rows.clone();
    int[] to = rows.clone();
    sort(from, to, 0, rows.length, order);
    return to;
  }

  /// Merge sort; both arrays hold the same rows in the range.
  private static void sort(int[] from, int[] to, int low, int high, Order order) {
    if (high - low <= SHORT) {
      for (int i = low + 1; i < high; i++) {
        int row = to[i];
        int j = i;
        for (; j > low && order.compare(to[j - 1], row) > 0; j--) {
          to[j] = to[j - 1];
        }
        to[j] = row;
      }
      return;
    }
    int middle = (low + high) >>> 1;
    sort(to, from, low, middle, order);
    sort(to, from, middle, high, order);
    if (order.compare(from[middle - 1], from[middle]) <= 0) {
      System.arraycopy(from, low, to, low, high - low);
      return;
    }
    int left = low;
    int right = middle;
    for (int i = low; i < high; i++) {
      boolean takeLeft =
          right >= high || (left < middle && order.compare(from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  /// The rows but for those at the indices dropped, in order.
  static int[] without(int[] rows, BitSet dropped) {
    int[] left = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (!dropped.get(i)) {
        left[count++] = rows[i];
      }
    }
    return Arrays.copyOf(left, count);
  }
}
