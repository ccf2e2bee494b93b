package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.WantedOutputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputCandidatesTest {
  private static final Exemplar EXEMPLAR =
      Exemplar.of(List.of("a line of a log\n".repeat(20).getBytes(StandardCharsets.US_ASCII)));
  private static final byte[] LINE = "a line of a log\n".getBytes(StandardCharsets.US_ASCII);

  private static OutputRow row(long address, int number) {
    return new OutputRow(0, number, address, number, number, 0, 0, LINE);
  }

  private static List<List<Long>> regions(OutputRow... rows) throws IOException {
    WantedOutputs wanted =
        new WantedOutputs(
            List.of(new WantedOutputs.Context(Direction.WRITE, 0x1000, List.of(), 0, false)),
            0,
            Long.MAX_VALUE);
    OutputTable table = OutputTable.of(wanted, List.of(rows), EXEMPLAR);
    ContextPaths contexts = ContextPaths.of(new SimulatedTaps(List.of(), 1 << 20));
    return new OutputCandidates(table, contexts, new PieceDistance(EXEMPLAR), 8, 100)
        .nearest().stream()
            .filter(candidate -> candidate.layout() == Layout.REGION)
            .map(candidate ->
                Arrays.stream(candidate.rows())
                    .mapToObj(table::address)
                    .sorted(Long::compareUnsigned)
                    .toList())
            .sorted((one, other) -> Long.compareUnsigned(one.getFirst(), other.getFirst()))
            .toList();
  }

  @Test
  void shouldGatherWhatLiesNoFartherApartThanTheGap() throws IOException {
    assertThat(regions(row(0x5000, 1), row(0x5010 + 256, 2), row(0x5020 + 513, 3)))
        .containsExactly(List.of(0x5000L, 0x5110L), List.of(0x5221L));
  }

  @Test
  void shouldTellLowMemoryFromHighMemory() throws IOException {
    long user = 0x5555_5555_0000L;
    long kernel = 0xffff_8880_0010_0000L;
    assertThat(regions(row(user, 1), row(kernel, 2), row(kernel + 16, 3)))
        .containsExactly(List.of(user), List.of(kernel, kernel + 16));
  }
}
