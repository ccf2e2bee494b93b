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
            List.of(expression(expression, false)),
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
  void shouldBearAnyBytes() throws IOException {
    byte[] noise = new byte[60_000];
    new Random(11).nextBytes(noise);
    SearchAnswer answer =
        Search.search(
            taps(noise),
            List.of(expression("[a-z]{2,}", false)),
            new SearchOptions(1, TapFilter.all(), 1));
    long expected =
        Pattern.compile("[a-z]{2,}")
            .matcher(new String(noise, StandardCharsets.ISO_8859_1))
            .results()
            .count();
    assertThat(answer.hits().getFirst().count()).isEqualTo(expected);
  }

  @Test
  void shouldPassOverMatchesOfNoByteAndRefuseAMixture() throws IOException {
    assertThat(search("some words", "\\b").hits()).isEmpty();
    assertThatThrownBy(
            () -> Finder.of(List.of(Needle.text("a"), expression("a", false)), false, false))
        .isInstanceOf(QuestionException.class);
  }

  private static Expression expression(String expression, boolean ignoreCase) {
    Pattern pattern = Pattern.compile(expression, Pattern.MULTILINE);
    return new Expression(
        expression,
        ignoreCase,
        (bytes, match) -> {
          Matcher matcher = pattern.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
          boolean more = true;
          while (more && matcher.find()) {
            more = match.at(matcher.start(), matcher.end());
          }
        });
  }

  private static SearchAnswer search(String stream, String... expressions) throws IOException {
    List<Expression> sought = new ArrayList<>();
    for (String expression : expressions) {
      sought.add(expression(expression, false));
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
