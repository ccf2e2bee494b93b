package dev.tapmine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BatchDecoderTest {
  private static final int CONTEXT = RingLayout.CONTEXT;
  private static final int TAP = RingLayout.TAP;

  private static BatchWriter batch() {
    return new BatchWriter(0, 1000).put(TAP, 0, 0, 0xffL, 0, 1, 0, 0);
  }

  private static String refusal(BatchWriter writer) {
    BatchDecoder decoder = new BatchDecoder(new TraceDigest());
    try {
      decoder.take(writer.batch());
      decoder.decode();
      return "";
    } catch (TraceException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void shouldDecodeWhatWasWritten() throws Exception {
    ScriptedTrace written = new ScriptedTrace(42, false, true);
    ScriptChecker checker = new ScriptChecker(new ScriptedTrace(42, false, true));
    BatchDecoder decoder = new BatchDecoder(checker);
    for (int number = 0; number < 20; number++) {
      BatchWriter writer = new BatchWriter(number, decoder.time());
      while (writer.hasRoom()) {
        written.next(writer);
      }
      decoder.take(writer.batch());
      decoder.decode();
    }
    assertThat(decoder.batches()).isEqualTo(20);
    assertThat(checker.events).isGreaterThan(50_000);
  }

  static Stream<Arguments> brokenRules() {
    return Stream.of(
        broken(b -> b.set(0, 0, 5L << 32 | 2), "slot 0 of batch 0: it begins with kind 5"),
        broken(b -> b.set(0, 0, 31L << 32), "0 slots are used"),
        broken(b -> b.set(0, 0, 31L << 32 | 4097), "4097 slots are used"),
        broken(b -> b.set(0, 0, 31L << 32 | 0xffffffffL), "4294967295 slots are used"),
        broken(b -> b.set(0, 2, 3), "it says that it is batch 3"),
        broken(b -> b.set(0, 1, -1), "time goes back from 0 to -1"),
        broken(b -> b.put(7, 0, 0, 0, 0), "slot 3 of batch 0: kind 7 is unknown"),
        broken(b -> b.put(255, 0, 0, 0, 0), "kind 255 is unknown"),
        broken(b -> b.put(31, 1, 0, 0, 0), "kind 31 is unknown"),
        broken(b -> b.put(RingLayout.CALL, 1, 0, 0, 0), "kind 16 needs 2 slots and 1 are left"),
        broken(b -> b.put(3, 1, 0, 0, 0), "it uses tap 1 and there are 1"),
        broken(b -> b.put(0, -1, 0, 0, 0), "it uses tap 4294967295 and there are 1"),
        broken(b -> b.put(4, 1, 0, 0, 0, 0), "it uses tap 1 and there are 1"),
        broken(b -> b.put(0, 0, 9, 0, 0).put(0, 0, 8, 0, 0), "time goes back from 1009 to 1008"),
        broken(b -> b.put(17, 0, 9, 0, 0).put(18, 0, 8, 0, 0), "time goes back from 1009 to 1008"),
        broken(b -> b.put(RingLayout.TIME, 0, 0, 999, 0), "time goes back from 1000 to 999"),
        broken(b -> b.put(TAP, 2, 0, 0, 0, 0, 0, 0), "it defines tap 2 where 1 is next"),
        broken(b -> b.put(TAP, 0, 0, 0, 0, 0, 0, 0), "it defines tap 0 where 1 is next"),
        broken(b -> b.put(TAP, 1, 0, 0, 1, 0, 0, 0), "it uses context 1 and there are 1"),
        broken(b -> b.put(TAP, 1, 0, 0, 0, 4, 0, 0), "its flags is 4 and not from 0 to 3"),
        broken(b -> b.put(TAP, 1, 0, 0, 0, 0, 1, 0), "it uses space 1 and there are 1"),
        broken(b -> b.put(CONTEXT, 0, 0, 0, 0, 1, 0, 0), "it defines context 0 where 1 is next"),
        broken(b -> b.put(CONTEXT, 1, 0, 0, 1, 1, 0, 0), "it uses context 1 and there are 1"),
        broken(b -> b.put(CONTEXT, 1, 0, 0, 0, 0, 0, 0), "its depth is 0"),
        broken(b -> b.put(RingLayout.SPACE, 2, 0, 0, 0), "it defines space 2 where 1 is next"),
        broken(b -> b.put(RingLayout.TOUCH, 1, 0, 0, 1), "it uses space 1 and there are 1"),
        broken(b -> b.put(RingLayout.TOUCH, 0, 0, 0, 3), "its touch is 3"),
        broken(b -> b.put(RingLayout.CODE, 17, 0, 0, 0, 0, 0, 0), "its length is 17"),
        broken(b -> b.put(RingLayout.CALL, 0, 0, 0, 0, 0, 0, 1), "it uses context 1"),
        broken(b -> b.put(RingLayout.SWITCH, 0, 0, 0, 0, 5, 0, 0), "it uses cause 5"),
        broken(b -> b.put(RingLayout.SWITCH, 0, 0, 0, 0, 0, 2, 0), "its root is 2"),
        broken(b -> b.put(RingLayout.PRIVILEGE, 2, 0, 0, 0), "its privilege is 2"),
        broken(b -> b.put(RingLayout.PRIVILEGE, 0, 0, 1, 0), "it uses space 1"));
  }

  private static Arguments broken(Consumer<BatchWriter> breaking, String message) {
    return arguments(message, breaking);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRules")
  void shouldSayWhichRuleIsBrokenAndWhere(String message, Consumer<BatchWriter> breaking) {
    BatchWriter writer = batch();
    assertThat(refusal(writer)).isEmpty();
    breaking.accept(writer);
    assertThat(refusal(writer))
        .startsWith("The trace is damaged at slot ")
        .contains(message)
        .endsWith("; mine the recording again.");
  }

  @Test
  void shouldRefuseABatchThatComesTwice() throws Exception {
    BatchDecoder decoder = new BatchDecoder(new TraceDigest());
    MemorySegment batch = new BatchWriter(0, 0).batch();
    decoder.take(batch);
    decoder.decode();
    decoder.take(batch);
    assertThatThrownBy(decoder::decode)
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("slot 0 of batch 1: it says that it is batch 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldNeitherCrashNorHangOnFlippedBits(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> messages = new ArrayList<>();
    for (int round = 0; round < 1500; round++) {
      BatchWriter writer = new BatchWriter(0, 0);
      ScriptedTrace script = new ScriptedTrace(random.nextLong(), random.nextBoolean(), false);
      while (writer.hasRoom()) {
        script.next(writer);
      }
      int flips = random.nextInt(1, 20);
      for (int i = 0; i < flips; i++) {
        long at = random.nextLong(RingLayout.BATCH_BYTES);
        byte old = writer.batch().get(ValueLayout.JAVA_BYTE, at);
        byte flipped = (byte) (old ^ 1 << random.nextInt(8));
        writer.batch().set(ValueLayout.JAVA_BYTE, at, flipped);
      }
      messages.add(refusal(writer));
    }
    assertThat(messages).anyMatch(String::isEmpty).anyMatch(m -> m.contains("damaged"));
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void shouldNeitherCrashNorHangOnRandomWords(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 5000; round++) {
      BatchWriter writer = new BatchWriter(0, 0);
      writer.set(0, 0, 31L << 32 | random.nextInt(1, RingLayout.BATCH_SLOTS + 1));
      for (int slot = 1; slot < RingLayout.BATCH_SLOTS; slot++) {
        int kind = random.nextInt(10) == 0 ? random.nextInt(256) : random.nextInt(26);
        writer.set(slot, 0, (long) kind << 32 | random.nextInt(3) | random.nextLong(4) << 40);
        writer.set(slot, 1, random.nextLong() >>> random.nextInt(64));
        writer.set(slot, 2, random.nextLong() >>> random.nextInt(64));
      }
      assertThat(refusal(writer)).matches("(The trace is damaged .* again\\.)?");
    }
  }

  @Test
  void shouldNeitherCrashNorHangOnBytesOfAnyKind() {
    SplittableRandom random = new SplittableRandom(9);
    byte[] bytes = new byte[RingLayout.BATCH_BYTES];
    for (int round = 0; round < 1000; round++) {
      random.nextBytes(bytes);
      BatchWriter writer = new BatchWriter(0, 0);
      MemorySegment.copy(bytes, 0, writer.batch(), ValueLayout.JAVA_BYTE, 0, bytes.length);
      assertThat(refusal(writer)).contains("slot 0 of batch 0");
    }
  }
}
