package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tapmine.taps.Direction;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchEncodingTest {
  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "iso-8859-1"})
  void shouldFindATextInEveryUsualEncodingUnasked(String encoding) throws IOException {
    SearchAnswer answer = search(bytes("zwölf Grüße an alle", encoding), Needle.texts("Grüße"));
    assertThat(answer.hits()).extracting(hit -> hit.sought().encoding()).containsExactly(encoding);
  }

  @ParameterizedTest
  @CsvSource({"utf-16le,0", "utf-16be,0", "utf-32le,4", "utf-32be,8"})
  void shouldTakePlainTextInOneByteOrderForWhatItIs(String encoding, long address)
      throws IOException {
    byte[] text = bytes("GET /index ", encoding);
    List<Needle> both = Needle.texts("/index", TextEncoding.named(encoding.substring(0, 6)));
    assertThat(search(taps(text, address), both).hits())
        .extracting(hit -> hit.sought().encoding())
        .containsExactly(encoding);
  }

  @Test
  void shouldTellBothByteOrdersOfOneTapWhereItHasBoth() throws IOException {
    SimulatedTaps copy =
        new SimulatedTaps(
            List.of(
                access(bytes("GET /index ", "utf-16le"), 0x1000),
                access(bytes(" a file /index of a disc", "utf-16be"), 0x9000)));
    assertThat(search(copy, Needle.texts("/index")).hits())
        .extracting(hit -> hit.sought().encoding(), SearchHit::count)
        .containsExactly(tuple("utf-16le", 1L), tuple("utf-16be", 1L));
  }

  @ParameterizedTest
  @CsvSource({"koi8-r,привет", "shift_jis,日本語", "ibm1047,LOG: up", "windows-1252,5 € a piece"})
  void shouldFindATextInAnEncodingThatIsNamed(String encoding, String text) throws IOException {
    byte[] stream = bytes("-" + text + "-", encoding);
    assertThat(search(stream, Needle.texts(text, TextEncoding.named(encoding))).hits()).hasSize(1);
    assertThat(search(stream, Needle.texts(text)).hits()).isEmpty();
  }

  @Test
  void shouldFindLettersInEitherCaseWhereAsked() throws IOException {
    for (String encoding : List.of("utf-8", "utf-16le", "utf-32be")) {
      byte[] stream = bytes("the Error [CODE] {code}", encoding);
      for (String text : List.of("ERROR", "error", "eRRor")) {
        assertThat(searchIgnoringCase(stream, text).hits()).as(text).hasSize(1);
      }
      assertThat(searchIgnoringCase(stream, "{CODE}").hits().getFirst().count()).isOne();
      assertThat(searchIgnoringCase(stream, "code").hits().getFirst().count()).isEqualTo(2);
      assertThat(search(stream, Needle.texts("ERROR")).hits()).isEmpty();
    }
  }

  @Test
  void shouldLookForShortTextsInUtf8Alone() {
    assertThat(Needle.texts("ab")).extracting(Needle::encoding).containsExactly("utf-8");
    assertThat(Needle.texts("abc"))
        .extracting(Needle::encoding)
        .as("in ISO 8859-1 plain text has the same bytes")
        .containsExactly("utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be");
    assertThat(Needle.texts("a".repeat(5000))).hasSize(1);
  }

  @Test
  void shouldRefuseWhatAnEncodingCannotWrite() {
    assertThatThrownBy(() -> Needle.texts("日本", TextEncoding.named("koi8-r")))
        .isInstanceOf(QuestionException.class)
        .hasMessage("'..' cannot be written in koi8-r: name another encoding.");
    assertThatThrownBy(() -> Needle.texts("lone \ud800 surrogate"))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("cannot be written in utf-8");
    for (String name :
        List.of("utf-99", "no name", "", "x-JISAutoDetect", "x-UTF-16LE-BOM", "utf16le")) {
      assertThatThrownBy(() -> TextEncoding.named(name))
          .isInstanceOf(QuestionException.class)
          .hasMessageStartingWith("There is no encoding '" + name + "' to write text in");
    }
  }

  @Test
  void shouldNameBothByteOrdersWhereNoneIsSaid() {
    assertThat(TextEncoding.named("UTF-16"))
        .containsExactly(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    assertThat(TextEncoding.named("unicode")).isEqualTo(TextEncoding.named("utf_16"));
    assertThat(TextEncoding.named("utf_32"))
        .containsExactly(StandardCharsets.UTF_32LE, StandardCharsets.UTF_32BE);
  }

  private static byte[] bytes(String text, String encoding) {
    return text.getBytes(Charset.forName(encoding));
  }

  private static SearchAnswer search(byte[] stream, List<Needle> needles) throws IOException {
    return search(taps(stream, 0), needles);
  }

  private static SearchAnswer search(SimulatedTaps taps, List<Needle> needles) throws IOException {
    return Search.search(taps, needles, new SearchOptions(1, TapFilter.all(), 1));
  }

  private static SearchAnswer searchIgnoringCase(byte[] stream, String text) throws IOException {
    return Search.search(
        taps(stream, 0),
        Needle.texts(text),
        new SearchOptions(Fold.bySpace(1), TapFilter.all(), 1, true));
  }

  private static SimulatedTaps taps(byte[] stream, long address) {
    return new SimulatedTaps(List.of(access(stream, address)));
  }

  private static SimulatedTaps.Access access(byte[] stream, long address) {
    return new SimulatedTaps.Access(Direction.WRITE, 0x40, List.of(1L), 0, address, stream);
  }
}
