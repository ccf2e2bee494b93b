package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class InstructionsTest {
  @ParameterizedTest
  @CsvSource({"0,0", "700,700", "64k,64000", "700M,700000000", "4G,4000000000"})
  void shouldReadCountsWithAndWithoutAUnit(String text, long count) {
    assertThat(Instructions.of(text)).isEqualTo(new Instructions(count));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "-1", "1.5G", "7MB", "user", "999999999999999999G"})
  void shouldRefuseAnythingElse(String text) {
    assertThatThrownBy(() -> Instructions.of(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no count of instructions such as");
  }
}
