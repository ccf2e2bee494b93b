package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.taps.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchExpressionTest {
  @ParameterizedTest
  @CsvSource({"0, 1, a+b", "1, 1, b(a|b)a", "1, 2, [^a]b*a", "2, 2, (ab){2}", "3, 1, a.a"})
  void shouldFindWhatTheJdkFindsInEachStream(int depth, long seed, String expression)
      throws IOException {
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(seed, 500, 2));
    Map<Integer, Long> expected = new TreeMap<>();
    source
        .streams(depth)
        .forEach((id, stream) -> {
          Matcher matcher =
              Pattern.compile(expression).matcher(new String(stream, StandardCharsets.ISO_8859_1));
          long count = matcher.results().count();
          if (count > 0) {
            expected.put(id, count);
          }
        });
    assertThat(expected).isNotEmpty();
    Map<Integer, Long> found = new TreeMap<>();
    Search.search(
            source,
            List.of(Expression.of(expression, false)),
            new SearchOptions(depth, TapFilter.all(), 1))
        .hits()
        .forEach(hit -> found.put(hit.tap().name().id(), hit.count()));
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void shouldTellWhereTheFirstOfEachExpressionIsAndShowIt() throws IOException {
    SearchAnswer answer =
        search(
            "\u00e9\u0000GET http://a.example/x HTTP/1.0\nuser=root uid=0\n",
            "https?://[^ ]+",
            "^user=[a-z]+");
    assertThat(answer.hits()).hasSize(2);
    SearchHit.Place url = answer.hits().getFirst().first().getFirst();
    assertThat(url.address()).isEqualTo(0x1000 + 7);
    assertThat(new String(url.context(), StandardCharsets.UTF_8))
        .isEqualTo("\u00e9\u0000GET http://a.example/x HTTP/1.0\nuser=r");
    assertThat(answer.hits().getLast().first().getFirst().offset()).isEqualTo(35);
  }

  @Test
  void shouldShowTheBeginningOfALongMatch() throws IOException {
    SearchAnswer answer = search("x".repeat(50_000), "x+");
    assertThat(answer.hits().getFirst().count()).isOne();
    assertThat(answer.hits().getFirst().first().getFirst().context()).hasSize(256 + 16);
  }

  @Test
  void shouldFindLettersOfEitherCaseWhenAsked() throws IOException {
    assertThat(search("Error 7", "error").hits()).isEmpty();
    assertThat(search("Error 7", "(?i)error").hits()).hasSize(1);
    assertThat(Expression.of("error", true).in("Error".getBytes(StandardCharsets.UTF_8)).find())
        .isTrue();
  }

  /// An expression that takes a backtracking matcher years.
  @Test
  void shouldTakeTimeLinearInTheStream() throws IOException {
    assertThat(search("a".repeat(40_000) + "b", "(a+)+c").hits()).isEmpty();
  }

  @Test
  void shouldBearAnyBytes() throws IOException {
    byte[] noise = new byte[60_000];
    new Random(11).nextBytes(noise);
    SearchAnswer answer =
        Search.search(
            taps(noise),
            List.of(Expression.of("[a-z]{2,}", false)),
            new SearchOptions(1, TapFilter.all(), 1));
    long expected =
        Pattern.compile("[a-z]{2,}")
            .matcher(new String(noise, StandardCharsets.ISO_8859_1))
            .results()
            .count();
    assertThat(answer.hits().getFirst().count()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a", "a{1001}", "[z-a]", "(?<=a)b", "\\1"})
  void shouldRefuseWhatIsNoExpression(String expression) {
    assertThatThrownBy(() -> Expression.of(expression, false))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("no regular expression in RE2's syntax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*", "^", "x|"})
  void shouldRefuseWhatMatchesNothing(String expression) {
    assertThatThrownBy(() -> Expression.of(expression, false))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("matches where there is nothing");
  }

  @Test
  void shouldTakeABytesNumberForTheByteAndNoCharactersBeyondAscii() throws IOException {
    byte[] stream = {1, 0x7f, 'E', 'L', 'F', 2, (byte) 0xe9, (byte) 0xff, 3};
    SearchAnswer answer =
        Search.search(
            taps(stream),
            List.of(Expression.of("\\x7fELF[\\x01\\x02].\\xff", false)),
            new SearchOptions(1, TapFilter.all(), 1));
    assertThat(answer.hits().getFirst().first().getFirst().address()).isEqualTo(0x1001);
    assertThatThrownBy(() -> Expression.of("caf\u00e9", false))
        .isInstanceOf(QuestionException.class)
        .hasMessage(
            "'caf.' has characters beyond ASCII: write their bytes, such as \\xc3\\xa9 for an e with an acute accent in UTF-8.");
  }

  @Test
  void shouldPassOverMatchesOfNoByteAndRefuseAMixture() throws IOException {
    assertThat(search("some words", "\\b").hits()).isEmpty();
    assertThatThrownBy(
            () -> Finder.of(List.of(Needle.text("a"), Expression.of("a", false)), false, false))
        .isInstanceOf(QuestionException.class);
  }

  private static SearchAnswer search(String stream, String... expressions) throws IOException {
    List<Expression> sought = new ArrayList<>();
    for (String expression : expressions) {
      sought.add(Expression.of(expression, false));
    }
    return Search.search(
        taps(stream.getBytes(StandardCharsets.UTF_8)),
        sought,
        new SearchOptions(1, TapFilter.all(), 1));
  }

  private static SimulatedTaps taps(byte[] stream) {
    return new SimulatedTaps(
        List.of(new SimulatedTaps.Access(Direction.WRITE, 0x40, List.of(1L), 0, 0x1000, stream)));
  }
}
