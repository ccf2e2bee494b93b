package dev.tapmine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.taps.HistogramSink;
import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapIndexTest {
  private static final IndexOrigin ORIGIN =
      new IndexOrigin("boot", "c0ffee", "0.1.0", new TreeMap<>(Map.of("depth", "3")));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1,0,100", "2,1,10", "3,700,600000", "4,40000,5000"})
  void shouldGiveBackTheRowsThatWereWritten(long seed, int taps, int bytes) throws IOException {
    TapSource source = new RandomTaps(seed, taps, bytes);
    Path out = write(source, "index");
    try (TapIndex index = TapIndex.open(out)) {
      assertThat(Rows.of(index)).isEqualTo(Rows.of(source));
      assertThat(index.origin()).isEqualTo(ORIGIN);
    }
  }

  @Test
  void shouldWriteTheSameBytesFromTheSameRows() throws IOException {
    Path one = write(new RandomTaps(5, 30000, 5000), "one");
    Path other = write(new RandomTaps(5, 30000, 5000), "other");
    List<Path> files = files(one);
    assertThat(files).hasSizeGreaterThanOrEqualTo(Table.values().length + 1);
    assertThat(files(other)).isEqualTo(files);
    for (Path file : files) {
      assertThat(other.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "600,1", "3000,2", "2999,1", "3000,1"})
  void shouldReadTheContentOfWantedTapsOnly(int few, int each) throws IOException {
    IntPredicate wanted = tap -> tap < few && tap % each == 0;
    TapSource source = new RandomTaps(6, 3000, 200000);
    List<String> expected = new ArrayList<>();
    source.runs(wanted, run -> expected.add(text(run)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    source.streams(wanted, (tap, content, length) -> bytes.write(content, 0, length));
    try (TapIndex index = TapIndex.open(write(source, "index"))) {
      List<String> found = new ArrayList<>();
      index.runs(wanted, run -> found.add(text(run)));
      assertThat(found).isEqualTo(expected);
      ByteArrayOutputStream streams = new ByteArrayOutputStream();
      index.streams(wanted, (tap, content, length) -> streams.write(content, 0, length));
      assertThat(streams.toByteArray()).isEqualTo(bytes.toByteArray());
    }
  }

  @Test
  void shouldRefuseAPlaceThatIsTaken() throws IOException {
    TapSource source = new RandomTaps(7, 3, 10);
    Path out = write(source, "index");
    assertThatThrownBy(() -> TapIndexWriter.write(source, out, ORIGIN, false))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            out + " exists already: choose another name, or say that it is to be replaced.");
  }

  @Test
  void shouldReplaceAnIndexWhenToldTo() throws IOException {
    Path out = write(new RandomTaps(7, 3, 10), "index");
    TapSource source = new RandomTaps(8, 30, 10);
    TapIndexWriter.write(source, out, ORIGIN, true);
    try (TapIndex index = TapIndex.open(out)) {
      assertThat(Rows.of(index)).isEqualTo(Rows.of(source));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**/.index*");
  }

  @Test
  void shouldNotReplaceWhatIsNoIndex() throws IOException {
    Path out = Files.createDirectory(folder.resolve("photos"));
    assertThatThrownBy(() -> TapIndexWriter.write(new RandomTaps(7, 3, 10), out, ORIGIN, true))
        .isInstanceOf(IndexException.class)
        .hasMessage(out + " is no tap index, so it is not replaced: choose another name.");
  }

  @Test
  void shouldLeaveNothingBehindWhenTheSourceFails() {
    TapSource source =
        new RandomTaps(9, 10, 10) {
          @Override
          public void seams(int depth, HistogramSink sink) {
            throw new UncheckedIOException(new IOException("The trace is gone."));
          }
        };
    assertThatThrownBy(() -> write(source, "index"))
        .isInstanceOf(IOException.class)
        .hasMessage("The trace is gone.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldLeaveNothingBehindWhenInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> write(new RandomTaps(9, 10, 10), "index"))
          .isInstanceOf(IOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldRemoveWhatAKilledProcessLeft() throws IOException {
    Files.createDirectories(folder.resolve(".index.writing-999999999/taps"));
    Path other = Files.createDirectory(folder.resolve(".index.writing-mine"));
    write(new RandomTaps(9, 10, 10), "index");
    assertThat(folder.resolve(".index.writing-999999999")).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void shouldRefuseAFolderThatIsMissing() {
    Path out = folder.resolve("none/index");
    assertThatThrownBy(() -> TapIndexWriter.write(new RandomTaps(9, 1, 1), out, ORIGIN, false))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "There is no folder %s to write the index into: make it first."
                .formatted(out.getParent()));
  }

  @Test
  void shouldSayThatTheDiskIsFull() {
    assertThat(Faults.writing(new java.sql.SQLException("IO Error: No space left on device")))
        .hasMessageStartingWith("There is no room left on the disk for the index");
  }

  @Test
  void shouldRefuseWhatIsNoIndex() {
    assertThatThrownBy(() -> TapIndex.open(folder))
        .isInstanceOf(IndexException.class)
        .hasMessage(folder + " is not a tap index: it holds no meta.parquet.");
    assertThatThrownBy(() -> TapIndex.open(folder.resolve("none")))
        .isInstanceOf(IndexException.class)
        .hasMessage("There is no tap index " + folder.resolve("none") + ".");
  }

  @Test
  void shouldRefuseMetadataThatIsDamaged() throws IOException {
    Files.writeString(folder.resolve("meta.parquet"), "nothing of the kind");
    assertThatThrownBy(() -> TapIndex.open(folder))
        .isInstanceOf(IndexException.class)
        .hasMessage(folder + " is not a tap index that can be read: its meta.parquet is damaged.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | is a tap index of version 4, and this Tapmine reads up to version 3: use a newer one.",
        "2 | is a tap index of version 2, which lacks what this Tapmine asks for: mine the recording again."
      })
  void shouldRefuseAnotherVersion(int version, String reason) throws Exception {
    Path out = write(new RandomTaps(7, 3, 10), "index");
    try (Connection connection = Engine.open(1, folder.resolve("spill"));
        Statement statement = connection.createStatement()) {
      Path meta = out.resolve("meta.parquet");
      statement.execute("CREATE TABLE meta AS FROM " + Engine.quoted(meta));
      statement.execute("UPDATE meta SET value = '" + version + "' WHERE name = 'version'");
      statement.execute("COPY meta TO %s (FORMAT parquet)".formatted(Engine.quoted(meta)));
    }
    assertThatThrownBy(() -> TapIndex.open(out))
        .isInstanceOf(IndexException.class)
        .hasMessage(out + " " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "TAPS",
    "CONTEXTS",
    "BIGRAMS",
    "SEAMS",
    "RUNS",
    "ADJACENT",
    "TOUCHED",
    "SPACES",
    "CODE"
  })
  void shouldRefuseATableThatIsCutOrMissing(Table table) throws IOException {
    Path out = write(new RandomTaps(7, 30, 10), "index");
    Path part = out.resolve(table.folder()).resolve("part-00000.parquet");
    byte[] whole = Files.readAllBytes(part);
    Files.write(part, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> TapIndex.open(out))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "%s has %,d bytes instead of %,d, so the index is damaged: mine the recording again."
                .formatted(part, whole.length / 2, whole.length));
    Files.delete(part);
    assertThatThrownBy(() -> TapIndex.open(out))
        .isInstanceOf(IndexException.class)
        .hasMessage(part + " is missing, so the index is damaged: mine again.");
  }

  private Path write(TapSource source, String name) throws IOException {
    Path out = folder.resolve(name);
    TapIndexWriter.write(source, out, ORIGIN, false);
    return out;
  }

  private static String text(RunRow run) {
    return run.tap() + " " + run.time() + " " + java.util.HexFormat.of().formatHex(run.bytes());
  }

  private static List<Path> files(Path index) throws IOException {
    try (Stream<Path> files = Files.walk(index)) {
      return files.filter(Files::isRegularFile).map(index::relativize).sorted().toList();
    }
  }
}
