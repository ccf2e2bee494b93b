package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that browse an index, from the command line to what is printed or drawn.
class ClusterCommandsTest {
  @TempDir static Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeAll
  static void write() throws IOException, UsageException {
    SmallIndex.write(folder.resolve("index"), false);
  }

  @BeforeEach
  void clear() {
    out = new StringWriter();
    err = new StringWriter();
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private JsonNode json(String... args) throws IOException {
    assertThat(run(args)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private static List<SampleKey> keys(Path samples) throws IOException {
    try {
      return SampleKey.in(samples);
    } catch (UsageException e) {
      throw new IOException(e);
    }
  }

  private static String index() {
    return folder.resolve("index").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"profiles", "paper", "script"})
  void shouldPutTheLogAndItsReadersTogetherAndNoiseApart(String method) throws IOException {
    JsonNode rows = json("cluster", index(), "--method", method, "-k", "2", "--json");
    assertThat(rows.findValuesAsText("name")).contains("text", "random or hash-like");
    for (JsonNode row : rows) {
      boolean text = row.path("name").asText().equals("text");
      assertThat(row.path("taps").asInt()).isEqualTo(text ? 2 : 1);
      assertThat(row.path("preview").asText().contains("Linux version")).isEqualTo(text);
    }
  }

  @Test
  void shouldLabelTextAndSayWhichFormatsAreInIt() throws IOException {
    JsonNode rows = json("label", index(), "--only", "text", "--json");
    assertThat(rows.findValuesAsText("tap")).containsExactlyInAnyOrder("0@1", "1@1");
    assertThat(rows.get(0).path("table5").asText()).isEqualTo("words ASCII");
    assertThat(rows.get(0).path("confidence").asDouble()).isGreaterThan(0.9);
    clear();
    assertThat(json("label", index(), "--only", "elf", "--json")).isEmpty();
  }

  @Test
  void shouldRefuseALabelThatDoesNotExist() {
    assertThat(run("label", index(), "--only", "poetry")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("There is no label 'poetry'");
  }

  @Test
  void shouldFindTheReaderOfWhatATapWrites() throws IOException {
    JsonNode rows = json("like", index(), "0@1", "--json");
    assertThat(rows.findValuesAsText("tap")).containsExactly("1@1", "3@1");
    assertThat(rows.get(0).path("distance").asDouble()).isLessThan(0.01);
    clear();
    JsonNode pushed = json("like", index(), "0@1", "--not", "3@1", "--json");
    assertThat(pushed.findValuesAsText("tap")).containsExactly("1@1");
  }

  @Test
  void shouldDrawTheSameMapTwice() throws IOException {
    Path one = folder.resolve("one.svg");
    Path other = folder.resolve("other.svg");
    assertThat(run("map", index(), "-o", one.toString())).isZero();
    assertThat(run("map", index(), "-o", other.toString())).isZero();
    assertThat(one).hasSameTextualContentAs(other);
    assertThat(Files.readString(one)).startsWith("<svg").contains(">text<");
  }

  @Test
  void shouldWriteAReportInWhichNothingOfTheGuestsIsMarkup() throws IOException {
    Path page = folder.resolve("report.html");
    assertThat(run("report", index(), "-o", page.toString(), "--like", "exemplar:debian-amd64"))
        .as(err.toString())
        .isZero();
    assertThat(Files.readString(page))
        .contains("Linux version 6.1.0 ", "<svg", "</html>")
        .contains("reader\\x1b[31m+0x10")
        .doesNotContain("\u001b", "<script", "href=", "src=", "url(");
    assertThat(Markup.guest("<b onclick='x'>&\u202e\"</b>"))
        .isEqualTo("&#60;b onclick&#61;&#39;x&#39;&#62;&#38;&#60;U+202E&#62;&#34;&#60;/b&#62;");
  }

  @Test
  void shouldDrawSamplesAndJudgeClustersByTheirLabels() throws IOException {
    Path samples = folder.resolve("samples");
    assertThat(run("sample", index(), "-o", samples.toString(), "--size", "6")).isZero();
    assertThat(Files.readString(samples.resolve("samples.txt")))
        .contains("#1 ", "#3 ", "text: [    0.000000] Linux version")
        .doesNotContain("printer", "ffffffff81000105");
    assertThat(Files.readAllLines(samples.resolve("labels.csv"))).hasSize(4);
    StringBuilder labels = new StringBuilder("number,content,table5\n");
    for (SampleKey key : keys(samples)) {
      boolean noise = key.mode().equals("user");
      labels.append(key.number()).append(noise ? ",random,bu\n" : ",text,woa\n");
    }
    Files.writeString(samples.resolve("labels-ann.csv"), labels);
    clear();
    JsonNode rows = json("eval", "clusters", index(), "--samples", samples.toString(), "--json");
    assertThat(rows).hasSize(10);
    for (JsonNode row : rows) {
      assertThat(row.path("samples").asInt()).isEqualTo(3);
      // Value classes do not tell random single bytes from text; the rules look at the bytes.
      if (row.path("method").asText().equals("rules")) {
        assertThat(row.path("ari").asDouble()).isEqualTo(1);
        assertThat(row.path("textRecall").asDouble()).isEqualTo(1);
      }
    }
    Files.writeString(samples.resolve("labels-bob.csv"), "1,poetry,bp\n");
    assertThat(run("eval", "clusters", index(), "--samples", samples.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
  }
}
