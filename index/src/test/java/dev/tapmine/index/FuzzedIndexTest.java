package dev.tapmine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.taps.HistogramSink;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FuzzedIndexTest {
  private static final TapSource TAPS = new SmallHistograms();

  @TempDir private static Path folder = Path.of("");
  private static final Map<Path, byte[]> WHOLE = new TreeMap<>();
  private static Path index = Path.of("");

  /// Without the histogram that has all bins, which takes longer to read than all else.
  private static final class SmallHistograms extends RandomTaps {
    SmallHistograms() {
      super(7, 60, 3000);
    }

    @Override
    public void bigrams(HistogramSink sink) {
      super.bigrams(without(sink));
    }

    @Override
    public void seams(int depth, HistogramSink sink) {
      super.seams(depth, without(sink));
    }

    private static HistogramSink without(HistogramSink sink) {
      return (key, bins, counts, length) -> {
        if (length < 1 << 16) {
          sink.accept(key, bins, counts, length);
        }
      };
    }
  }

  @BeforeAll
  static void anIndex() throws IOException {
    index = folder.resolve("index");
    write(index);
    try (Stream<Path> files = Files.walk(index)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        WHOLE.put(file, Files.readAllBytes(file));
      }
    }
  }

  @AfterEach
  void asItWas() throws IOException {
    index = folder.resolve("index");
    for (Map.Entry<Path, byte[]> file : WHOLE.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  private static void write(Path index) throws IOException {
    TapIndexWriter.write(
        TAPS,
        index,
        new IndexOrigin("boot", "c0ffee", "0.1.0", new TreeMap<>(Map.of("depth", "3"))),
        false);
  }

  /// Reads everything in every way there is.
  private List<String> read() throws IOException {
    try (TapIndex opened = TapIndex.open(index)) {
      assertThat(opened.size()).isNotNegative();
      assertThat(opened.origin().recording()).isNotNull();
      opened.runs(tap -> tap < 5, run -> assertThat(run.bytes()).isNotNull());
      opened.streams(tap -> true, (tap, bytes, length) -> assertThat(bytes).hasSize(length));
      return Rows.of(opened);
    }
  }

  private void readOrRefuse() throws IOException {
    try {
      read();
    } catch (IndexException e) {
      assertThat(e).message().matches("[^\n]+[.)]");
    }
  }

  private void refuses() {
    assertThatThrownBy(this::read)
        .isInstanceOf(IndexException.class)
        .message()
        .matches("[^\n]+[.)]");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void shouldReadOrRefuseFilesWithDamagedBytes(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files = List.copyOf(WHOLE.keySet());
    for (int round = 0; round < 20; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(file);
      // Half of the damage goes to the footer, which is what leads to all else.
      int from = random.nextBoolean() ? 0 : Math.max(0, whole.length - 600);
      byte[] tail = Damage.to(Arrays.copyOfRange(whole, from, whole.length), random);
      byte[] damaged = whole.clone();
      System.arraycopy(tail, 0, damaged, from, Math.min(tail.length, whole.length - from));
      Files.write(file, damaged);
      readOrRefuse();
      Files.write(file, whole);
    }
    assertThat(read()).isEqualTo(Rows.of(TAPS));
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseATableThatIsAnotherOrNone(Table table) throws Exception {
    Table other = table == Table.RUNS ? Table.CODE : Table.RUNS;
    try (Rewriting rewriting = new Rewriting(index)) {
      rewriting.content(table, Files.readAllBytes(Rewriting.part(index, other)));
      refuses();
      rewriting.content(table, new byte[0]);
      refuses();
      rewriting.content(table, new byte[200]);
      refuses();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TAPS | UPDATE rows SET id = -1 WHERE id = 0",
        "TAPS | UPDATE rows SET id = 4 WHERE id = 3",
        "TAPS | UPDATE rows SET id = NULL WHERE id = 3",
        "TAPS | UPDATE rows SET direction = 'EXECUTE' WHERE id = 3",
        "TAPS | UPDATE rows SET direction = NULL WHERE id = 3",
        "TAPS | UPDATE rows SET context = 4 WHERE id = 3",
        "TAPS | UPDATE rows SET context = -1 WHERE id = 3",
        "TAPS | UPDATE rows SET context = 2147483647 WHERE id = 3",
        "TAPS | UPDATE rows SET space = -1 WHERE id = 3",
        "TAPS | UPDATE rows SET \"bytes\" = -1 WHERE id = 3",
        "TAPS | UPDATE rows SET kept = -9223372036854775808 WHERE id = 3",
        "TAPS | UPDATE rows SET accesses_16 = NULL WHERE id = 3",
        "TAPS | ALTER TABLE rows ALTER pc TYPE INTEGER USING 0",
        "TAPS | ALTER TABLE rows ADD COLUMN more INTEGER",
        "TAPS | DELETE FROM rows WHERE id = 3",
        "TAPS | INSERT INTO rows FROM rows",
        "CONTEXTS | UPDATE rows SET id = -1 WHERE id = 0",
        "CONTEXTS | UPDATE rows SET id = 2147483647 WHERE id = 3",
        "CONTEXTS | UPDATE rows SET parent = 3 WHERE id = 3",
        "CONTEXTS | UPDATE rows SET parent = 2 WHERE id = 1",
        "CONTEXTS | UPDATE rows SET parent = -1 WHERE id = 2",
        "CONTEXTS | UPDATE rows SET depth = 2147483647 WHERE id = 2",
        "CONTEXTS | UPDATE rows SET depth = 1 WHERE id = 0",
        "CONTEXTS | UPDATE rows SET parent = NULL WHERE id = 2",
        "BIGRAMS | UPDATE rows SET length = -1 WHERE tap = 3",
        "BIGRAMS | UPDATE rows SET length = 2147483647",
        "BIGRAMS | UPDATE rows SET length = length + 1 WHERE tap = 3",
        "BIGRAMS | UPDATE rows SET length = 65537 WHERE tap = 3",
        "BIGRAMS | UPDATE rows SET length = NULL WHERE tap = 3",
        "BIGRAMS | UPDATE rows SET bins = NULL WHERE tap = 3",
        "BIGRAMS | UPDATE rows SET counts = NULL WHERE tap = 3",
        "BIGRAMS | UPDATE rows SET bins = list_reverse(bins)",
        "BIGRAMS | UPDATE rows SET counts = [-c for c in counts] WHERE tap = 3",
        "BIGRAMS | UPDATE rows SET counts = [9223372036854775807 for c in counts] WHERE tap = 3",
        "BIGRAMS | UPDATE rows SET tap = -1 WHERE tap = 0",
        "BIGRAMS | UPDATE rows SET tap = 0 WHERE tap = 3",
        "SEAMS | UPDATE rows SET bins = [NULL for c in counts] WHERE tap = 3",
        "SEAMS | UPDATE rows SET length = 0",
        "RUNS | UPDATE rows SET length = 2147483647 WHERE tap = 0",
        "RUNS | UPDATE rows SET length = -1 WHERE tap = 0",
        "RUNS | UPDATE rows SET lengths = [-1 for l in lengths] WHERE tap = 0",
        "RUNS | UPDATE rows SET lengths = [2147483647 for l in lengths] WHERE tap = 0",
        "RUNS | UPDATE rows SET lengths = NULL WHERE tap = 0",
        "RUNS | UPDATE rows SET times = [NULL for l in lengths] WHERE tap = 0",
        "RUNS | UPDATE rows SET widths = [-128 for l in lengths] WHERE tap = 0",
        "RUNS | UPDATE rows SET widths = [3 for l in lengths] WHERE tap = 0",
        "RUNS | UPDATE rows SET \"bytes\" = NULL WHERE tap = 0",
        "RUNS | UPDATE rows SET \"bytes\" = ''::BLOB WHERE tap = 0",
        "RUNS | DELETE FROM rows",
        "CODE | UPDATE rows SET instruction = NULL WHERE pc = 0",
        "CODE | UPDATE rows SET instruction = repeat('x', 17)::BLOB WHERE pc = 0",
        "ADJACENT | UPDATE rows SET times = NULL",
        "TOUCHED | UPDATE rows SET kinds = NULL",
        "SPACES | UPDATE rows SET root = NULL"
      })
  void shouldRefuseARowThatBreaksARule(Table table, String change) throws Exception {
    try (Rewriting rewriting = new Rewriting(index)) {
      rewriting.table(table, change);
    }
    refuses();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void shouldReadOrRefuseMetadataWithAnyValueInAnyPlace(long seed) throws Exception {
    Random random = new Random(seed);
    Path meta = index.resolve(Metadata.FILE);
    byte[] whole = Files.readAllBytes(meta);
    String[] values = {
      "'0'", "'-1'", "'2147483647'", "'9223372036854775807'", "'1e9'", "''", "NULL", "chr(0)"
    };
    try (Rewriting rewriting = new Rewriting(index)) {
      for (int round = 0; round < 30; round++) {
        String row =
            " WHERE rowid = (SELECT rowid FROM rows LIMIT 1 OFFSET "
                + (round * 3 + random.nextInt(3)) % 60
                + ")";
        rewriting.metadata(
            round % 8 == 0
                ? "DELETE FROM rows" + row
                : "UPDATE rows SET %s = %s %s"
                    .formatted(
                        round % 8 == 1 ? "name" : "value",
                        values[random.nextInt(values.length)],
                        row));
        try (TapIndex opened = TapIndex.open(index)) {
          assertThat(opened.mined().depth()).isBetween(0, 16);
          assertThat(opened.mined().head()).isNotNegative();
          assertThat(opened.size()).isNotNegative();
          assertThat(opened.origin().options()).isNotNull();
        } catch (IndexException e) {
          assertThat(e).message().matches("(?s).+[.)]");
        }
        Files.write(meta, whole);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "version, 0",
    "version, -1",
    "mined.depth, 17",
    "mined.depth, 4294967296",
    "mined.content_budget, -1",
    "mined.complete, maybe",
    "table.taps.parts, 0",
    "table.taps.parts, 4294967297",
    "table.taps.rows, -1"
  })
  void shouldRefuseMetadataThatIsOutOfRange(String name, String value) throws Exception {
    try (Rewriting rewriting = new Rewriting(index)) {
      rewriting.metadata("UPDATE rows SET value = '%s' WHERE name = '%s'".formatted(value, name));
    }
    assertThatThrownBy(this::read)
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "%s is damaged: its meta.parquet says '%s' for %s.".formatted(index, value, name));
  }

  @Test
  void shouldRefuseMetadataThatSaysTooMuch() throws Exception {
    try (Rewriting rewriting = new Rewriting(index)) {
      rewriting.metadata(
          "INSERT INTO rows SELECT 'origin.option.' || i, i FROM range(300000) t(i)");
      refuses();
      rewriting.metadata("DELETE FROM rows WHERE name LIKE 'origin.option.%'");
      rewriting.metadata("UPDATE rows SET value = repeat('x', 2000000)");
      refuses();
    }
  }

  @Test
  void shouldReadAnIndexInAFolderWhoseNameLooksLikeAPattern() throws IOException {
    index = folder.resolve("boot[1]*?'s");
    write(index);
    assertThat(read()).isEqualTo(Rows.of(TAPS));
  }

  @Test
  void shouldPassOverParquetFilesThatAreNotTheIndexs() throws IOException {
    Path stray = index.resolve(Table.TAPS.folder()).resolve("stray.parquet");
    Files.copy(Rewriting.part(index, Table.CODE), stray);
    assertThat(read()).isEqualTo(Rows.of(TAPS));
    Files.delete(stray);
  }
}
