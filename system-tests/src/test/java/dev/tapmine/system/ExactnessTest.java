package dev.tapmine.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The witness on a real kernel of each architecture: is everything mined that it wrote and read,
/// to the byte, under the caller it had?
///
/// `-Dtapmine.architectures=all` takes every architecture in place of amd64 and arm64.
class ExactnessTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What the witness must have shown on every architecture.
  private static final Set<String> EVERYWHERE =
      Set.of(
          "loops",
          "page-crossing",
          "wide",
          "atomic",
          "push",
          "pop",
          "recursion",
          "chain",
          "tail-call",
          "longjmp",
          "exceptions",
          "signals",
          "coroutines",
          "threads",
          "copied-code",
          "mapped-twice",
          "interrupted",
          "library",
          "libc",
          "callers",
          "spaces",
          "shared-code",
          "folds",
          "replay",
          "addresses");

  static Stream<String> architectures() {
    String wanted = System.getProperty("tapmine.architectures", "amd64,arm64");
    return Stream.of(
        (wanted.equals("all") ? "amd64,arm64,i386,armel,armhf,riscv64,s390x" : wanted)
            .split(",", -1));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void shouldMineEveryByteUnderItsCaller(String architecture) throws Exception {
    TapmineCommand run = TapmineCommand.run("eval", "exactness", "--arch", architecture, "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    List<String> wrong = new ArrayList<>();
    List<String> cases = new ArrayList<>();
    for (JsonNode row : JSON.readTree(run.out())) {
      cases.add(row.get("case").asText());
      if (!row.get("ok").asBoolean() && !row.get("case").asText().equals("clock")) {
        wrong.add(row.toString());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases).containsAll(EVERYWHERE);
    assertThat(clock(JSON.readTree(run.out())))
        .as("instructions that the probe counts more than QEMU, for a million: docs/limits.md")
        .isBetween(-1.0, 1.0);
  }

  private static double clock(JsonNode rows) {
    for (JsonNode row : rows) {
      if (row.get("case").asText().equals("clock")) {
        double expected = number(row.get("expected"));
        return 1e6 * (number(row.get("measured")) - expected) / expected;
      }
    }
    return Double.NaN;
  }

  private static double number(JsonNode words) {
    return Double.parseDouble(words.asText().replaceAll("[^0-9]", ""));
  }
}
