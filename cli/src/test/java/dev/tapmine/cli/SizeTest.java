package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SizeTest {
  @ParameterizedTest
  @CsvSource({"0,0", "80,80", "64K,65536", "64k,65536", "2G,2147483648", "3M,3145728"})
  void shouldReadNumbersWithAndWithoutAUnit(String text, long value) {
    assertThat(new Size.Converter().convert(text)).isEqualTo(new Size(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "K", "-1", "1.5G", "64KB", "999999999999999999G"})
  void shouldRefuseAnythingElse(String text) {
    assertThatThrownBy(() -> new Size.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @Test
  void shouldNameTheOptionThatIsTooLarge() {
    assertThatThrownBy(() -> new Size(1L << 31).asInt("--content"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--content");
  }
}
