package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowSortTest {
  @Test
  void shouldSortAsTheJdkSortsObjectsStablyToo() {
    Random random = new Random(17);
    for (int length = 0; length < 300; length++) {
      int[] keys = random.ints(length, 0, 1 + length / 3).toArray();
      Integer[] expected = new Integer[length];
      Arrays.setAll(expected, i -> i);
      Arrays.sort(expected, Comparator.comparingInt(i -> keys[i]));
      int[] rows = new int[length];
      Arrays.setAll(rows, i -> i);
      int[] before = rows.clone();
      int[] sorted = RowSort.sorted(rows, (a, b) -> Integer.compare(keys[a], keys[b]));
      assertThat(Arrays.stream(sorted).boxed().toArray()).isEqualTo(expected);
      assertThat(rows).isEqualTo(before);
    }
  }

  @Test
  void shouldLeaveOutWhatIsDroppedByIndex() {
    BitSet dropped = new BitSet();
    dropped.set(1);
    dropped.set(3);
    assertThat(RowSort.without(new int[] {9, 8, 7, 6, 5}, dropped)).containsExactly(9, 7, 5);
  }
}
