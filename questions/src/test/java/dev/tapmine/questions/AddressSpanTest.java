package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Kernel memory, whose addresses are negative as Java's numbers, is above a program's.
class AddressSpanTest {
  private static final AddressSpan PROGRAM = new AddressSpan(0x1000, 0x1fff);
  private static final AddressSpan KERNEL =
      new AddressSpan(0xffff_8000_0000_0000L, 0xffff_8000_0000_0fffL);

  @Test
  void shouldHoldKernelAndProgramInUnsignedOrder() {
    AddressSpan both = new AddressSpan(0x1000, 0xffff_8000_0000_0fffL);
    assertThat(PROGRAM.with(KERNEL)).isEqualTo(both);
    assertThat(KERNEL.with(PROGRAM)).isEqualTo(both);
    assertThat(PROGRAM.with(new AddressSpan(0x1100, 0x1200))).isEqualTo(PROGRAM);
  }

  @Test
  void shouldMeetWhatHasAnAddressInCommon() {
    AddressSpan last = new AddressSpan(0x1fff, 0xffff_8000_0000_0000L);
    assertThat(PROGRAM.meets(KERNEL)).isFalse();
    assertThat(PROGRAM.meets(last)).isTrue();
    assertThat(last.meets(KERNEL)).isTrue();
    assertThat(KERNEL.meets(new AddressSpan(0x2000, 0x3000))).isFalse();
  }
}
