package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputStoreTest {
  private static final int ROW = 56;

  private static OutputStore store(long limit) {
    return new OutputStore(new ContextTree(new PassMemory(256L << 20)), limit);
  }

  private static Extent extent(long address, byte[] bytes) {
    Extent extent = new Extent();
    extent.begin(1, 0, address);
    extent.reserve(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      extent.put(i, 1, bytes[i], 0);
    }
    extent.length = bytes.length;
    return extent;
  }

  private static List<OutputContextRow> contexts(OutputStore store) {
    List<OutputContextRow> rows = new ArrayList<>();
    store.contextRows(rows::add);
    return rows;
  }

  private static List<String> texts(OutputStore store) {
    List<String> texts = new ArrayList<>();
    store.rows(_ -> true, row -> texts.add(new String(row.bytes(), StandardCharsets.US_ASCII)));
    return texts;
  }

  @Test
  void shouldNeverOverstepTheWholeLimit() {
    long limit = 1 << 20;
    OutputStore store = store(limit);
    Random random = new Random(3);
    long taken = 0;
    for (int i = 0; i < 20_000; i++) {
      int context = store.context(random.nextInt(900), 0, 0, false, true);
      store.add(context, i, extent(random.nextLong(), new byte[9 + random.nextInt(300)]));
      assertThat(store.used()).isBetween(taken, limit);
      taken = store.used();
    }
    long[] rows = new long[2];
    store.rows(
        _ -> true,
        row -> {
          rows[0]++;
          rows[1] += row.bytes().length;
        });
    assertThat(store.used()).isEqualTo(rows[0] * ROW + rows[1]);
    assertThat(rows[0]).isEqualTo(contexts(store).stream().mapToLong(c -> c.kept()).sum());
    assertThat(store.cut()).isEqualTo(20_000 - rows[0]).isPositive();
  }

  @Test
  void shouldLeaveAContextRoomForOtherBlocksWhenOneIsFull() {
    OutputStore store = store(256L << 20);
    int context = store.context(0x1000, 0, 0, false, true);
    for (int i = 0; i < 4000; i++) {
      store.add(context, i, extent(0x10000 + i, new byte[40]));
    }
    assertThat(contexts(store).getFirst().kept()).isEqualTo((256 << 10) / (ROW + 40));
    assertThat(contexts(store).getFirst().cut()).isTrue();
    long before = store.rowCount();
    store.add(context, 5000, extent(0x50000, new byte[40]));
    store.add(store.context(0x2000, 0, 0, false, true), 5001, extent(0x10000, new byte[40]));
    assertThat(store.rowCount()).isEqualTo(before + 2);
  }

  @Test
  void shouldLeaveTextHalfOfTheRoom() {
    long limit = 1 << 20;
    OutputStore store = store(limit);
    Random random = new Random(4);
    for (int i = 0; i < 30_000; i++) {
      int context = store.context(random.nextInt(900), 0, 0, false, true);
      store.add(context, i, extent(random.nextLong(), new byte[9 + random.nextInt(300)]));
    }
    assertThat(store.used()).isBetween(limit / 3, limit / 2);
    long rows = store.rowCount();
    byte[] line = "a line of the log".getBytes(StandardCharsets.US_ASCII);
    store.add(store.context(1000, 0, 0, false, true), 40_000, extent(0x8000, line));
    assertThat(store.rowCount()).isEqualTo(rows + 1);
  }

  @Test
  void shouldCountACellThatIsRewrittenAgainAndAgain() {
    OutputStore store = store(64L << 20);
    int context = store.context(0x1000, 0, 0, false, true);
    for (int i = 0; i < 300; i++) {
      store.add(context, i, extent(0x8000, new byte[8]));
    }
    OutputContextRow row = contexts(store).getFirst();
    assertThat(row.outputs()).isEqualTo(300);
    assertThat(row.bytes()).isEqualTo(2400);
    assertThat(row.kept()).isEqualTo(9);
    assertThat(row.rewrites()).isEqualTo(291);
    assertThat(row.cut()).isFalse();
    assertThat(store.cut()).isZero();
  }

  @Test
  void shouldStoreTheSameBytesOfInnerAndOuterActivationsOnce() {
    OutputStore store = store(64L << 20);
    byte[] line = "a line of the log".getBytes(StandardCharsets.US_ASCII);
    Extent extent = extent(0x8000, line);
    store.add(store.context(1, 0, 0, false, true), 2, extent);
    store.add(store.context(2, 0, 0, false, true), 1, extent);
    assertThat(store.used()).isEqualTo(2 * ROW + line.length);
    assertThat(texts(store)).containsExactly("a line of the log", "a line of the log");
  }

  @Test
  void shouldTellContextsApartByFunctionSpaceModeAndDirection() {
    OutputStore store = store(64L << 20);
    int one = store.context(1, 0, 0, false, true);
    assertThat(store.context(2, 0, 0, false, true)).isEqualTo(one + 1);
    assertThat(store.context(1, 0, 3, true, true)).isEqualTo(one + 2);
    assertThat(store.context(1, 0, 0, false, false)).isEqualTo(one + 3);
    for (int i = 10; i < 9000; i++) {
      store.context(i, 0, 0, false, true);
    }
    assertThat(store.context(1, 0, 0, false, true)).isEqualTo(one);
    assertThat(store.context(1, 0, 3, true, true)).isEqualTo(one + 2);
    assertThat(store.context(1, 0, 0, false, false)).isEqualTo(one + 3);
    assertThat(contexts(store).get(2))
        .isEqualTo(new OutputContextRow(2, Direction.WRITE, 1, 0, 3, true, 0, 0, 0, 0));
  }

  @Test
  void shouldGiveRowsByContextInTheOrderInWhichTheyWereLeft() {
    OutputStore store = store(64L << 20);
    int one = store.context(1, 0, 0, false, true);
    int other = store.context(2, 0, 0, false, true);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = "output no %02d".formatted(i).getBytes(StandardCharsets.US_ASCII);
      store.add(i % 2 == 0 ? one : other, i, extent(0x8000 - 64L * i, bytes));
    }
    List<String> expected = new ArrayList<>();
    for (int i = 1; i < 40; i += 2) {
      expected.add("output no %02d".formatted(i));
    }
    List<String> found = new ArrayList<>();
    store.rows(
        context -> context == other,
        row -> found.add(new String(row.bytes(), StandardCharsets.US_ASCII)));
    assertThat(found).isEqualTo(expected);
  }
}
