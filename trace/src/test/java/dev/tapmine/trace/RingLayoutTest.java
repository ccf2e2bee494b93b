package dev.tapmine.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("EnumOrdinal") // the order is what is tested
class RingLayoutTest {
  private static final Set<String> OWN = Set.of("BATCH_BYTES");
  private static final Map<String, Long> HEADER = new TreeMap<>();

  @BeforeAll
  static void printTheHeader(@TempDir Path folder) throws Exception {
    Path program =
        ProbeSources.compile(ProbeSources.FOLDER, folder.resolve("layout"), "ring_layout.c");
    Process process = new ProcessBuilder(program.toString()).start();
    for (String line :
        new String(process.getInputStream().readAllBytes(), US_ASCII).lines().toList()) {
      String[] words = line.split(" ", 2);
      HEADER.put(words[0], Long.parseUnsignedLong(words[1]));
    }
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void shouldPrintEveryConstantOfTheHeader() throws Exception {
    String text = Files.readString(ProbeSources.FOLDER.resolve("ring.h"));
    String code = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL).matcher(text).replaceAll("");
    Set<String> names =
        Pattern.compile("\\bRING_\\w+")
            .matcher(code)
            .results()
            .map(match -> match.group())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(HEADER.keySet()).containsExactlyElementsOf(names);
  }

  @Test
  void shouldHaveTheHeadersConstants() throws Exception {
    Map<String, Long> expected = new TreeMap<>();
    HEADER.forEach((name, value) -> {
      if (!name.startsWith("RING_COUNT_")) {
        expected.put(name.substring("RING_".length()), value);
      }
    });
    Map<String, Long> actual = new TreeMap<>();
    for (Field field : RingLayout.class.getDeclaredFields()) {
      if (!OWN.contains(field.getName()) && !field.isSynthetic()) {
        actual.put(field.getName(), field.getLong(null));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void shouldCountInTheHeadersOrder() {
    Map<String, Long> actual =
        Arrays.stream(Account.Counter.values())
            .collect(Collectors.toMap(c -> "RING_COUNT_" + c.name(), c -> (long) c.ordinal()));
    Map<String, Long> expected = new TreeMap<>(HEADER);
    expected.keySet().removeIf(name -> !name.startsWith("RING_COUNT_"));
    assertThat(actual).isEqualTo(expected);
    assertThat(Account.Counter.values()).hasSize(RingLayout.ACCOUNTS);
  }

  @Test
  void shouldOrderCausesAsTheHeaderDoes() {
    for (SwitchCause cause : SwitchCause.values()) {
      assertThat(HEADER).containsEntry("RING_CAUSE_" + cause.name(), (long) cause.ordinal());
    }
  }
}
