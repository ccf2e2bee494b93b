package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerTest {
  private static final long KERNEL = 0xffff800008120000L;
  private static final List<TouchedRow> WIDE =
      List.of(
          new TouchedRow(0, KERNEL >>> 16, 5),
          new TouchedRow(1, 0x40, 1),
          new TouchedRow(2, 0x7fff, 2));
  private static final List<TouchedRow> NARROW =
      List.of(new TouchedRow(0, 0xc010, 4), new TouchedRow(0, 0xffff, 4));

  private static ProfileRow profile(
      List<TouchedRow> touched, boolean bigEndian, int space, int width, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * width)
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      switch (width) {
        case 1 -> bytes.put((byte) value);
        case 2 -> bytes.putShort((short) value);
        case 4 -> bytes.putInt((int) value);
        default -> bytes.putLong(value);
      }
    }
    return profile(touched, bigEndian, space, new RunRow(9, 1, KERNEL, width, bytes.array()));
  }

  private static ProfileRow profile(
      List<TouchedRow> touched, boolean bigEndian, int space, RunRow... runs) {
    Profiler profiler = new Profiler(new TouchedBlocks(touched), bigEndian);
    profiler.begin(3);
    profiler.run(new RunRow(8, 0, 0, 1, new byte[] {1, 2, 3}));
    profiler.row(8);
    profiler.begin(space);
    Arrays.stream(runs).forEach(profiler::run);
    return profiler.row(9);
  }

  /// The counts that are not 0 of the value classes.
  private static Map<Trait, Integer> classes(ProfileRow row) {
    Map<Trait, Integer> classes = new EnumMap<>(Trait.class);
    for (Trait trait :
        List.of(
            Trait.ZERO,
            Trait.SMALL,
            Trait.NEGATIVE,
            Trait.POINTER,
            Trait.PRINTABLE,
            Trait.DENSE,
            Trait.SPARSE)) {
      if (row.count(trait) > 0) {
        classes.put(trait, row.count(trait));
      }
    }
    return classes;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldTellValueClassesInEitherByteOrder(boolean bigEndian) {
    long[] values = {
      0, 1, 0xffff, -1, -4096, KERNEL + 0x1234, 0x6c6c6548206f6c6cL, 0x9d3a71c45be20f86L, 1L << 40
    };
    assertThat(classes(profile(WIDE, bigEndian, 0, 8, values)))
        .isEqualTo(
            Map.of(
                Trait.ZERO, 1,
                Trait.SMALL, 2,
                Trait.NEGATIVE, 2,
                Trait.POINTER, 1,
                Trait.PRINTABLE, 1,
                Trait.DENSE, 1,
                Trait.SPARSE, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 65, PRINTABLE",
    "1, 10, PRINTABLE",
    "1, 5, SMALL",
    "1, 255, NEGATIVE",
    "1, 128, SPARSE",
    "1, 173, DENSE",
    "2, 1023, SMALL",
    "2, 16705, PRINTABLE",
    "2, 65280, NEGATIVE",
    "2, 32768, SPARSE",
    "4, 4276545, PRINTABLE",
    "4, 65536, SPARSE",
    "4, 65535, SMALL"
  })
  void shouldJudgeNarrowValuesByTheirWidth(int width, long value, Trait expected) {
    assertThat(classes(profile(WIDE, false, 0, width, value))).isEqualTo(Map.of(expected, 1));
  }

  @Test
  void shouldCallAValueAnAddressOnlyIfItIsAsWideAsOne() {
    assertThat(classes(profile(WIDE, false, 1, 8, 0x400010))).containsOnlyKeys(Trait.POINTER);
    assertThat(classes(profile(WIDE, false, 1, 4, 0x400010))).containsOnlyKeys(Trait.SPARSE);
    assertThat(classes(profile(NARROW, false, 0, 4, 0xc0101234L))).containsOnlyKeys(Trait.POINTER);
  }

  @Test
  void shouldKnowAddressesOfAllSpacesInTheKernelAndOfItsOwnInAProgram() {
    assertThat(classes(profile(WIDE, false, 0, 8, 0x7fff0010L))).containsOnlyKeys(Trait.POINTER);
    assertThat(classes(profile(WIDE, false, 1, 8, 0x7fff0010L))).containsOnlyKeys(Trait.SPARSE);
  }

  @Test
  void shouldTakeWideAccessesApartIntoValuesAsWideAsAnAddress() {
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(KERNEL).putLong(5);
    RunRow run = new RunRow(9, 1, 0x1000, 16, bytes);
    assertThat(classes(profile(WIDE, false, 0, run)))
        .isEqualTo(Map.of(Trait.POINTER, 1, Trait.SMALL, 1));
    assertThat(profile(NARROW, false, 0, run).count(Trait.VALUES)).isEqualTo(4);
  }

  @Test
  void shouldCountStepsAndRepetitions() {
    ProfileRow row = profile(WIDE, false, 0, 4, 7, 7, 8, 9, 10, 3, 7);
    assertThat(row.count(Trait.SAME)).isEqualTo(1);
    assertThat(row.count(Trait.RISING)).isEqualTo(4);
    assertThat(row.count(Trait.STEADY)).isEqualTo(2);
    assertThat(row.count(Trait.COMMONEST)).isEqualTo(3);
    assertThat(row.count(Trait.DISTINCT)).isEqualTo(5);
    assertThat(row.count(Trait.FETCHED)).isEqualTo(7);
    assertThat(row.count(Trait.ZERO_BYTES)).isEqualTo(21);
    assertThat(row.count(Trait.REPEAT_4)).isEqualTo(19);
  }

  @Test
  void shouldCountUtf16InBothByteOrdersAndLongRuns() {
    byte[] text = "file".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
    assertThat(profile(WIDE, false, 0, new RunRow(9, 1, 0, 1, text)).count(Trait.UTF16_LE))
        .isEqualTo(4);
    byte[] big = "file".getBytes(java.nio.charset.StandardCharsets.UTF_16BE);
    assertThat(profile(WIDE, false, 0, new RunRow(9, 1, 0, 1, big)).count(Trait.UTF16_BE))
        .isEqualTo(4);
    byte[] zeros = new byte[40];
    zeros[20] = 1;
    assertThat(profile(WIDE, false, 0, new RunRow(9, 1, 0, 1, zeros)).count(Trait.LONG_RUNS))
        .isEqualTo(39);
  }

  @Test
  void shouldLookAtTheFirstKilobyteOnlyAndAtWholeValues() {
    byte[] most = new byte[1021];
    ProfileRow row =
        profile(
            WIDE,
            false,
            0,
            new RunRow(9, 1, 0, 1, most),
            new RunRow(9, 2, 4096, 8, new byte[64]),
            new RunRow(9, 2, 4096, 8, new byte[64]));
    assertThat(row.count(Trait.BYTES)).isEqualTo(1024);
    assertThat(row.count(Trait.VALUES)).isEqualTo(1021);
  }

  @ParameterizedTest
  @CsvSource({"1, 4096", "2, 65536", "3, 300"})
  void shouldProfileTheBeginningOfEveryMinedStream(int seed, int content) throws IOException {
    RandomTrace trace = new RandomTrace(seed, 3, 40, 9000);
    Reference reference = new Reference(trace);
    PassOptions options = new PassOptions(3, true, true, false, content, 256L << 20);
    try (TapPass pass = new TapPass(options, 24)) {
      trace.feed(pass);
      TraceEnd end = new TraceEnd(Ending.WHOLE, new Account(Map.of()), "aarch64", false, 3, 77, "");
      pass.finish(end)
          .profiles(row -> {
            byte[] stream = reference.stream(reference.accesses(row.tap()));
            int length = Math.min(stream.length, Math.min(1024, row.count(Trait.BYTES)));
            int zeros = 0;
            for (int i = 0; i < length; i++) {
              zeros += stream[i] == 0 ? 1 : 0;
            }
            assertThat(row.count(Trait.BYTES))
                .isEqualTo(content > 1024 ? Math.min(stream.length, 1024) : length);
            assertThat(row.count(Trait.ZERO_BYTES)).isEqualTo(zeros);
          });
    }
  }
}
