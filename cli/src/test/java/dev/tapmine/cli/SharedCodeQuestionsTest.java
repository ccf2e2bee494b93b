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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the commands say of code that several address spaces share.
class SharedCodeQuestionsTest {
  @TempDir static Path folder;

  private StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void write() throws IOException, UsageException {
    SharedIndex.write(folder.resolve("index"));
    SharedIndex.writeLibrary(folder.resolve("libx.so"));
    Files.writeString(folder.resolve("like"), SharedIndex.text(2));
  }

  @Test
  void shouldKeepSpacesApartUnlessAskedToFoldByCode() throws IOException {
    JsonNode apart = json("rank", path("index"), "--like", path("like"), "--depth", "1", "--json");
    assertThat(apart.findValuesAsText("tap")).containsExactlyInAnyOrder("0", "1", "2");
    assertThat(apart.findValuesAsText("spaces")).containsOnly("1");

    JsonNode merged =
        json(
            "rank",
            path("index"),
            "--like",
            path("like"),
            "--depth",
            "1",
            "--fold",
            "code",
            "--json");
    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).path("tap").asText()).isEqualTo("0+code");
    assertThat(merged.get(0).path("spaces").asInt()).isEqualTo(3);
    assertThat(merged.get(0).path("space").asText()).isEqualTo("user ×3");
    assertThat(merged.get(0).path("pc").asText()).isEqualTo("0x7f0000100120");
    assertThat(merged.get(0).path("preview").asText()).contains("the process of space 1");
  }

  @Test
  void shouldSearchEachSpaceByItself() throws IOException {
    JsonNode found =
        json("search", path("index"), "says how", "again\n[2]", "--fold", "code", "--json");
    assertThat(found.findValuesAsText("channel")).containsExactly("0+code", "0+code");
    // A search over the seam of the first two streams would find the second string a third time.
    assertThat(found.findValuesAsText("count")).containsExactly("9", "2");
  }

  @Test
  void shouldShowAMergedTapByItsName() throws IOException {
    assertThat(run("show", path("index"), "0@0+code", "--out", path("stream"))).isZero();
    assertThat(out.toString()).contains("user ×3").contains("taps merged");
    assertThat(Files.readString(folder.resolve("stream"), StandardCharsets.UTF_8))
        .isEqualTo(SharedIndex.text(1) + SharedIndex.text(2) + SharedIndex.text(3));
    assertThat(json("show", path("index"), "2+code", "--json").path("spaces").asInt()).isEqualTo(3);
  }

  @Test
  void shouldNameUserCodeByItsModule() throws IOException {
    JsonNode found =
        json("search", path("index"), "space 3", "--module", path("libx.so"), "--json");
    assertThat(found.get(0).path("placeSymbol").asText()).isEqualTo("libx.so+0x2120");
    assertThat(found.get(0).path("callerSymbol").asText()).isEqualTo("libx.so+0x2230");
    assertThat(found.get(0).path("place").asText()).isEqualTo("0x7f0000300120");

    // The first process never ran what its calls return to, but shares the page with those that
    // did.
    JsonNode shown = json("show", path("index"), "0", "--module", path("libx.so"), "--json");
    assertThat(shown.path("caller1Symbol").asText()).startsWith("libx.so+0x2230");
  }

  @Test
  void shouldReadAModuleThatWasGivenTwiceOnce() throws IOException {
    JsonNode found =
        json(
            "search",
            path("index"),
            "space 3",
            "--module",
            path("libx.so"),
            "--module",
            path("libx.so"),
            "--json");
    assertThat(found.get(0).path("placeSymbol").asText()).isEqualTo("libx.so+0x2120");
  }

  @Test
  void shouldRefuseAModuleThatIsNone() {
    assertThat(run("show", path("index"), "0", "--module", path("like")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("it is no ELF file");
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private JsonNode json(String... args) throws IOException {
    out = new StringWriter();
    assertThat(run(args)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
