package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarrierTest {
  private static Carrier.OfOutputs outputs(int callers, Layout layout) {
    List<Long> all = List.of(0xffff_ffff_8100_0010L, 0xffff_ffff_8100_0020L);
    return new Carrier.OfOutputs(
        Direction.WRITE,
        false,
        0,
        0xffff_ffff_8100_1000L,
        all.subList(0, callers),
        List.of(0),
        0x1000,
        0x1fff,
        layout,
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0, REGION, 1, REGION, true",
    "1, REGION, 2, PAGED, true",
    "1, REGION, 1, REGION, false",
    "1, SPREAD, 1, REGION, true",
    "1, SPREAD, 1, PAGED, true",
    "1, SPREAD, 1, SPREAD, false",
    "1, PAGED, 1, REGION, false",
    "1, SPREAD, 0, REGION, false"
  })
  void shouldBeWiderForFewerCallersOrForAllOfTheMemory(
      int callers, Layout layout, int ofOther, Layout layoutOfOther, boolean wider) {
    assertThat(outputs(callers, layout).isWiderThan(outputs(ofOther, layoutOfOther)))
        .isEqualTo(wider);
  }
}
