package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static final long BUFFER = 0x1000_0000L;
  private static final long STACK = 0x7fff_0000L;
  private static final long F = 0xf00;
  private static final long G = 0xa00;
  private static final long H = 0xb00;

  private final OutputStore store =
      new OutputStore(new ContextTree(new PassMemory(256L << 20)), 64L << 20);
  private final Activations activations = new Activations(store, true);
  private final Deque<Integer> running = new ArrayDeque<>();
  private int newest;
  private long pointer = STACK;
  private long time;

  @BeforeEach
  void beginOnAStackOfItsOwn() {
    root(7);
  }

  private void root(long stack) {
    running.push(++newest);
    activations.switched(newest, pointer, stack, 0);
  }

  private void call(long callee) {
    pointer -= 64;
    running.push(++newest);
    activations.call(newest, pointer, callee, 0);
  }

  private void back() {
    pointer += 64;
    running.pop();
    activations.returned(running.element());
  }

  private void access(boolean write, long address, String text) {
    for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
      activations.access(write, 0, time++, address++, 1, b, 0);
    }
  }

  private void write(long address, String text) {
    access(true, address, text);
  }

  private void callToWrite(long callee, long address, String text) {
    call(callee);
    write(address, text);
    back();
  }

  private List<String> left(long callee) {
    List<OutputContextRow> contexts = new ArrayList<>();
    store.contextRows(contexts::add);
    List<String> texts = new ArrayList<>();
    store.rows(
        context -> contexts.get(context).callee() == callee,
        row -> texts.add(new String(row.bytes(), StandardCharsets.US_ASCII)));
    return texts;
  }

  @Test
  void shouldLeaveOneOutputUnderTheFunctionAndItsCallers() {
    call(H);
    call(G);
    callToWrite(F, BUFFER, "a line that is written\n");
    back();
    back();
    activations.finish();
    for (long callee : new long[] {F, G, H, 0}) {
      assertThat(left(callee)).containsExactly("a line that is written\n");
    }
  }

  @Test
  void shouldLetTheLastWriterWin() {
    call(F);
    write(BUFFER, "abcdefghijklmnopqrst");
    write(BUFFER + 3, "XY");
    back();
    assertThat(left(F)).containsExactly("abcXYfghijklmnopqrst");
  }

  @Test
  void shouldJoinInTheCallerWhatItsCalleesWriteSideBySide() {
    call(G);
    callToWrite(F, BUFFER, "first, ");
    callToWrite(H, BUFFER + 7, "second, ");
    callToWrite(F, BUFFER + 15, "third");
    back();
    assertThat(left(F)).containsExactly("first, ", "third");
    assertThat(left(G)).containsExactly("first, second, third");
  }

  @Test
  void shouldReplaceWhatIsShiftedInPlaceAndDropTheStaleTail() {
    call(G);
    callToWrite(F, BUFFER, "<6>hello, this is text");
    callToWrite(H, BUFFER, "hello, this is text");
    back();
    assertThat(left(G)).containsExactly("hello, this is text");
  }

  @Test
  void shouldCloseTheOlderOutputWhenABufferIsUsedAgain() {
    call(G);
    callToWrite(F, BUFFER, "the first line of all\n");
    callToWrite(F, BUFFER, "and here is another\n");
    back();
    assertThat(left(G)).containsExactly("the first line of all\n", "and here is another\n");
  }

  @Test
  void shouldNotBeBrokenByAnInterrupt() {
    call(G);
    call(F);
    write(BUFFER, "this line is ");
    pointer -= 256;
    root(7);
    callToWrite(H, BUFFER + 0x5000, "of the interrupt, elsewhere");
    running.pop();
    pointer += 256;
    activations.switched(running.element(), pointer, 7, 0);
    write(BUFFER + 13, "broken into");
    back();
    back();
    assertThat(left(H)).containsExactly("of the interrupt, elsewhere");
    assertThat(left(F)).containsExactly("this line is broken into");
    assertThat(left(G)).containsExactly("this line is broken into");
  }

  @Test
  void shouldNotBeBrokenByAnotherThread() {
    call(F);
    write(BUFFER, "one thread writes ");
    int interrupted = running.element();
    long there = pointer;
    pointer = STACK + (1 << 20);
    root(8);
    callToWrite(G, BUFFER + 0x9000, "another thread's text");
    pointer = there;
    running.pop();
    activations.switched(interrupted, pointer, 7, 0);
    write(BUFFER + 18, "and goes on");
    back();
    assertThat(left(F)).containsExactly("one thread writes and goes on");
    assertThat(left(G)).containsExactly("another thread's text");
  }

  @Test
  void shouldDropWhatLiesInTheFrameThatIsGivenUp() {
    call(G);
    call(F);
    write(pointer - 40, "in the frame of the callee");
    back();
    back();
    assertThat(left(F)).isEmpty();
    assertThat(left(G)).isEmpty();
  }

  @Test
  void shouldHandABufferInTheCallersFrameToTheCallerOnly() {
    call(H);
    call(G);
    long buffer = pointer - 48;
    pointer -= 64; // the locals of G
    callToWrite(F, buffer, "formatted on the stack");
    pointer += 64;
    back();
    back();
    assertThat(left(F)).containsExactly("formatted on the stack");
    assertThat(left(G)).isEmpty();
    assertThat(left(H)).isEmpty();
  }

  @Test
  void shouldOutliveEightReturns() {
    for (int i = 1; i <= 12; i++) {
      call(i);
    }
    write(BUFFER, "written by the twelfth");
    for (int i = 1; i <= 12; i++) {
      back();
    }
    activations.finish();
    for (int i = 1; i <= 12; i++) {
      assertThat(left(i)).as("function %d", i).hasSize(i >= 4 ? 1 : 0);
    }
    assertThat(left(0)).isEmpty();
  }

  @Test
  void shouldSayACellTwiceAndNoMore() {
    call(H);
    call(G);
    callToWrite(F, BUFFER, "12345678");
    back();
    back();
    assertThat(left(F)).hasSize(1);
    assertThat(left(G)).hasSize(1);
    assertThat(left(H)).isEmpty();
  }

  @Test
  void shouldKnowAFunctionThatIsRenamed() {
    call(G);
    activations.renamed(F);
    write(BUFFER, "a function jumped on to");
    back();
    assertThat(left(G)).isEmpty();
    assertThat(left(F)).hasSize(1);
  }

  @Test
  void shouldKeepReadsAsFirstReadAndPassOverSmallOnes() {
    call(F);
    access(false, BUFFER, "a line that is read by it");
    access(false, BUFFER + 2, "XX");
    access(false, BUFFER + 0x400, "small");
    back();
    assertThat(left(F)).containsExactly("a line that is read by it");
  }

  @Test
  void shouldSurviveEndlessRecursion() {
    for (int i = 0; i < 10_000; i++) {
      call(F);
    }
    callToWrite(G, BUFFER, "deep down in recursion");
    for (int i = 0; i < 10_000; i++) {
      back();
    }
    activations.finish();
    assertThat(activations.forgotten()).isPositive();
    assertThat(left(G)).containsExactly("deep down in recursion");
  }

  @Test
  void shouldLeaveTheSameOutputsEveryTime() {
    assertThat(randomScript(new ActivationsTest())).isEqualTo(randomScript(new ActivationsTest()));
  }

  private static List<String> randomScript(ActivationsTest script) {
    script.root(7);
    Random random = new Random(99);
    int depth = 0;
    for (int i = 0; i < 4000; i++) {
      int what = random.nextInt(4);
      if (what == 0 || depth == 0) {
        script.call(random.nextInt(1, 12));
        depth++;
      } else if (what == 1) {
        script.back();
        depth--;
      } else {
        long address = BUFFER + random.nextInt(3000);
        script.access(what == 2, address, "some text %d".formatted(i).repeat(2));
      }
    }
    script.activations.finish();
    List<String> rows = new ArrayList<>();
    script.store.contextRows(row -> rows.add(row.toString()));
    script.store.rows(
        _ -> true,
        row ->
            rows.add(
                row.context()
                    + " "
                    + row.activation()
                    + " "
                    + row.address()
                    + " "
                    + row.first()
                    + Arrays.toString(row.bytes())));
    assertThat(rows).hasSizeGreaterThan(100);
    return rows;
  }
}
