package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that ask an index, from the command line to what is printed.
class QuestionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeAll
  static void write() throws IOException, UsageException {
    SmallIndex.write(folder.resolve("index"), false);
    Files.writeString(
        folder.resolve("like"), "[    1.234567] Linux version 5.10 console=ttyS0 init process\n");
    Files.writeString(folder.resolve("empty"), "");
  }

  @BeforeEach
  void clear() {
    out = new StringWriter();
    err = new StringWriter();
  }

  @Test
  void shouldRankTheLogBeforeNoiseAndFoldItsReadersToOneTap() throws IOException {
    JsonNode rows = json("rank", index(), "--like", file("like"), "--depth", "1", "--json");

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).path("rank").asInt()).isEqualTo(1);
    assertThat(rows.get(0).path("distance").asDouble()).isLessThan(0.6);
    assertThat(rows.findValuesAsText("tap")).containsExactlyInAnyOrder("0@1", "1@1", "3@1");
    assertThat(rows.get(2).path("tap").asText()).isEqualTo("3@1");
    assertThat(rows.get(0).path("callerSymbol").asText()).isEqualTo("caller_of_all+0x10");
    assertThat(rows.get(0).path("preview").asText()).contains("Linux version");
  }

  @Test
  void shouldCompareChannelsWithChannelsAndTapsWithTaps() {
    assertThat(run("like", index(), "c0123456789ab")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("names a channel c0123456789ab");
    clear();
    assertThat(run("like", index(), "0@1", "--not", "c0123456789ab")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("0@1 is a tap and c0123456789ab a channel");
  }

  @Test
  void shouldAnswerWithTheWriterOfATextThatIsReadAgain() throws IOException {
    JsonNode rows = json("rank", index(), "--like", file("like"), "--json");

    JsonNode first = rows.get(0);
    assertThat(first.path("rank").asInt()).isEqualTo(1);
    assertThat(first.path("direction").asText()).isEqualTo("write");
    assertThat(first.path("copies").asInt()).as("the reader").isEqualTo(1);
    assertThat(first.path("placeSymbol").asText()).isEqualTo("printer+0x5");
    assertThat(first.path("preview").asText()).contains("Linux version");
    clear();
    JsonNode why = json("why", index(), first.path("channel").asText(), "--json");
    assertThat(why.path("origin").asText()).isEqualTo(first.path("channel").asText());
    assertThat(why.path("family")).hasSize(2);
    assertThat(why.path("family").findValuesAsText("placeSymbol")).first().isEqualTo("printer+0x5");
    assertThat(why.path("family").get(0).path("origin").asBoolean()).isTrue();
    assertThat(why.path("steps")).isNotEmpty();
    clear();
    assertThat(run("why", index(), "c0123456789ab")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("No answer of").contains("tapmine rank");
    assertThat(run("rank", index(), "--like", file("like"), "--depth", "deep"))
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void shouldEscapeWhatASymbolsNameWouldDoToATerminal() {
    assertThat(run("rank", index(), "--like", file("like"), "--reads")).isZero();
    assertThat(out.toString()).contains("reader\\x1b[31m+0x10").doesNotContain("\u001b");
  }

  @Test
  void shouldKeepToTheDirectionAndModeAskedFor() throws IOException {
    assertThat(json("rank", index(), "--like", file("like"), "--writes", "--kernel", "--json"))
        .hasSize(1);
    assertThat(json("rank", index(), "--like", file("like"), "--user", "--json")).hasSize(1);
    assertThat(json("rank", index(), "--like", file("like"), "--min-bytes", "1M", "--json"))
        .isEmpty();
  }

  @Test
  void shouldFindAStringAcrossAccesses() throws IOException {
    JsonNode rows = json("search", index(), "Calibrating delay loop", "--json");

    assertThat(rows.findValuesAsText("channel")).containsExactlyInAnyOrder("0", "2");
    assertThat(rows.get(0).path("count").asInt()).isEqualTo(1);
    assertThat(rows.get(0).path("contiguous").asBoolean()).isTrue();
    clear();
    rows = json("search", index(), "Calibrating delay loop", "--depth", "0", "--json");
    assertThat(rows.findValuesAsText("tap")).containsExactlyInAnyOrder("0@0", "1@0");
    assertThat(run("search", index(), "x", "--depth", "deep")).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void shouldFindBytesGivenInHexAndAnswerNothingFoundWithZero() throws IOException {
    assertThat(json("search", index(), "--hex", "4c 69 6e 75 78", "--json")).hasSize(2);
    assertThat(json("search", index(), "no such thing", "--json")).isEmpty();
    assertThat(err.toString()).contains("searched ");
  }

  @Test
  void shouldSearchInEitherCaseAndInNamedEncodings() throws IOException {
    assertThat(json("search", index(), "CALIBRATING DELAY", "--json")).isEmpty();
    clear();
    JsonNode rows = json("search", index(), "CALIBRATING DELAY", "-i", "--json");
    assertThat(rows.findValuesAsText("channel")).containsExactlyInAnyOrder("0", "2");
    assertThat(rows.get(0).path("encoding").asText()).isEqualTo("utf-8");
    clear();
    assertThat(json("search", index(), "Calibrating", "--encoding", "utf-16", "--json")).isEmpty();
    refuses("no encoding 'utf-17'", "search", index(), "abc", "--encoding", "utf-17");
    refuses("leave out --hex", "search", index(), "c0", "--hex", "--ignore-case");
    refuses("mutually exclusive", "search", index(), "c0", "--hex", "--encoding", "utf-8");
  }

  @Test
  void shouldSearchForRegularExpressions() throws IOException {
    JsonNode rows = json("search", index(), "Calib[a-z]+ (delay|time)", "--regex", "--json");
    assertThat(rows.findValuesAsText("channel")).containsExactlyInAnyOrder("0", "2");
    clear();
    assertThat(json("search", index(), "CALIB[A-Z]+ DELAY", "-e", "-i", "--json")).hasSize(2);
    clear();
    assertThat(json("search", index(), "CALIB[A-Z]+ DELAY", "-e", "--json")).isEmpty();
    refuses("no regular expression", "search", index(), "(a", "--regex");
  }

  @Test
  void shouldShowALogLineByLine() {
    assertThat(run("show", index(), "0")).isZero();
    assertThat(out.toString())
        .contains("printer+0x5")
        .contains("\n[    0.013370] Calibrating delay loop... 1000.00 BogoMIPS")
        .contains("100 % of the accesses");
  }

  @Test
  void shouldShowBytesInHexWithTheirAddresses() {
    assertThat(run("show", index(), "0", "--as", "hex", "--bytes", "5")).isZero();
    assertThat(out.toString())
        .contains("ffff888000000000  5b 20 20 20 20")
        .contains("there is more");
  }

  @Test
  void shouldWriteAStreamsBytesToAFile() throws IOException {
    assertThat(run("show", index(), "1@1", "--out", file("stream"))).isZero();
    assertThat(Files.readString(folder.resolve("stream"), StandardCharsets.UTF_8))
        .isEqualTo(SmallIndex.LOG);
    assertThat(folder.resolve("stream.partial")).doesNotExist();
  }

  @Test
  void shouldShowAStreamThatMovedAsOne() throws IOException {
    assertThat(run("show", index(), "2", "1", "--out", file("stream"))).isZero();
    assertThat(Files.readString(folder.resolve("stream"), StandardCharsets.UTF_8))
        .isEqualTo(SmallIndex.LOG);
    clear();
    JsonNode shown = json("show", index(), "2", "1", "2", "--json");
    assertThat(shown.path("streams").findValuesAsText("tap")).containsExactly("1", "2");
    assertThat(shown.path("content").asText())
        .isEqualTo(HexFormat.of().formatHex(SmallIndex.LOG.getBytes(StandardCharsets.UTF_8)));
    clear();
    assertThat(run("show", index(), "1", "2")).isZero();
    assertThat(out.toString()).containsSubsequence("tap ", "1", "tap ", "2", "Linux version");
    refuses("There is no tap", "show", index(), "1", "99");
  }

  @Test
  void shouldTellWhatAnIndexIs() throws IOException {
    JsonNode facts = json("info", index(), "--json");

    assertThat(facts.path("kind").asText()).isEqualTo("tap index");
    assertThat(facts.path("taps").asInt()).isEqualTo(4);
    assertThat(facts.path("recording").asText()).isEqualTo("boot");
  }

  @Test
  void shouldRefuseWhatCannotBeAnsweredInOneSentence() {
    refuses("There is no tap", "show", index(), "99");
    refuses("is not a tap's name", "show", index(), "all");
    refuses("The exemplar is empty", "rank", index(), "--like", file("empty"));
    refuses("is no file that can be read", "rank", index(), "--like", file("absent"));
    refuses("No exemplar named nothing", "rank", index(), "--like", "exemplar:nothing");
    refuses(
        "Depth 7 is not in this index", "rank", index(), "--like", file("like"), "--depth", "7");
    refuses("There is no tap index", "rank", file("absent"), "--like", file("like"));
    refuses("is no folder", "info", file("absent"));
    refuses("neither a recording nor", "info", folder.toString());
    refuses("there is no such file", "show", index(), "0", "--symbols", file("absent"));
    refuses("is not hex", "search", index(), "--hex", "xyz");
    refuses("is not a recording", "mine", index(), "-o", file("out"));
    refuses("no number of bytes", "show", index(), "0", "--bytes", "many");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private void refuses(String sentence, String... args) {
    clear();
    assertThat(run(args)).as(String.join(" ", args)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines().findFirst().orElse(""))
        .startsWith("tapmine: ")
        .contains(sentence)
        .endsWith(".");
    assertThat(out.toString()).isEmpty();
  }

  private static String index() {
    return folder.resolve("index").toString();
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private JsonNode json(String... args) throws IOException {
    clear();
    assertThat(run(args)).as(err.toString()).isZero();
    return JSON.readTree(out.toString());
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
