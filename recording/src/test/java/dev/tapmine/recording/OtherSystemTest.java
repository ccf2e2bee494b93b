package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtherSystemTest {
  @ParameterizedTest
  @EnumSource
  void shouldBeFoundByItsNameAndPrintToTheRecordingsConsole(OtherSystem system)
      throws RecordingException {
    assertThat(OtherSystem.of(system.word())).isEqualTo(system);
    assertThat(system.arguments())
        .containsSequence("-serial", "chardev:tapmine-console")
        .contains("kernel", "-nodefaults");
    assertThat(system.lastWords()).isNotEmpty();
  }

  @Test
  void shouldListThoseThereAreWhenAskedForAnother() {
    assertThatThrownBy(() -> OtherSystem.of("vms"))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "Tapmine knows no other system \"vms\"; it knows mach, xen, u-boot-arm64, "
                + "uefi-arm64.");
    assertThat(Arrays.stream(OtherSystem.values()).map(OtherSystem::word)).doesNotHaveDuplicates();
  }
}
