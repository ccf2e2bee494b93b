package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegularExpressionTest {
  @Test
  void shouldMatchFromLeftToRightAndEachLineByItself() throws UsageException {
    assertThat(matches("user=a\nuser=b x\n", "^user=[a-z]+", false)).containsExactly("0-6", "7-13");
    assertThat(matches("one\ntwo", "n.*", false)).containsExactly("1-3");
  }

  @Test
  void shouldMatchEitherCaseWhenAsked() throws UsageException {
    assertThat(matches("Error 7", "error", false)).isEmpty();
    assertThat(matches("Error 7", "error", true)).containsExactly("0-5");
  }

  @Test
  void shouldTakeABytesNumberForTheByte() throws UsageException {
    assertThat(matches("\1\177ELF\2\u00e9\u00ff", "\\x7fELF[\\x01\\x02].\\xff", false))
        .containsExactly("1-8");
  }

  /// An expression that takes a backtracking matcher years.
  @Test
  void shouldTakeTimeLinearInTheBytes() throws UsageException {
    assertThat(matches("a".repeat(40_000) + "b", "(a+)+c", false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a", "a{1001}", "[z-a]", "(?<=a)b", "\\1"})
  void shouldRefuseWhatIsNoExpression(String expression) {
    assertThatThrownBy(() -> RegularExpression.of(expression, false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no regular expression in RE2's syntax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*", "^", "x|"})
  void shouldRefuseWhatMatchesNothing(String expression) {
    assertThatThrownBy(() -> RegularExpression.of(expression, false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("matches where there is nothing");
  }

  @Test
  void shouldRefuseCharactersBeyondAscii() {
    assertThatThrownBy(() -> RegularExpression.of("caf\u00e9", false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("' has characters beyond ASCII: write their bytes");
  }

  /// Where an expression matches a text of which each character is a byte.
  private static List<String> matches(String text, String expression, boolean ignoreCase)
      throws UsageException {
    List<String> found = new ArrayList<>();
    RegularExpression.matches(expression, ignoreCase)
        .in(
            text.getBytes(StandardCharsets.ISO_8859_1),
            (begin, end) -> found.add(begin + "-" + end));
    return found;
  }
}
