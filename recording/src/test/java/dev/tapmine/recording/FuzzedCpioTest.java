package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FuzzedCpioTest {
  /// Where a header has the size of the content and that of the name.
  private static final int SIZE_AT = 6 + 8 * 6;

  private static final int NAME_SIZE_AT = 6 + 8 * 11;

  @TempDir Path temp;

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CpioWriter cpio = new CpioWriter(out);
    cpio.file("kallsyms", 0644, "00001000 T f\n".repeat(20).getBytes(StandardCharsets.UTF_8));
    cpio.folder("etc", 0755);
    cpio.file("etc/passwd", 0644, new byte[7]);
    cpio.link("way", "../../etc/passwd");
    cpio.file("empty", 0755, new byte[0]);
    cpio.finish();
    return out.toByteArray();
  }

  private static byte[] withField(int at, String digits) throws IOException {
    byte[] archive = archive();
    System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, archive, at, 8);
    return archive;
  }

  private List<String> unpacked(InputStream in) throws IOException {
    Path folder = Files.createTempDirectory(temp, "out");
    List<String> names = CpioReader.unpack(in, folder, 4L << 30);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldGiveWholeFilesAndNothingElseWhateverTheArchiveHolds(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      for (String name : unpacked(new ByteArrayInputStream(Damage.to(archive(), random)))) {
        assertThat(name).matches("[A-Za-z0-9+][A-Za-z0-9._+-]{0,99}");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-0000001", "+0000001", "'       1'", "7fffffff", "80000000", "ffffffff", "0000000g"})
  void shouldStopAtASizeThatIsNoneOrMoreThanThereIs(String digits) throws IOException {
    assertThat(unpacked(new ByteArrayInputStream(withField(SIZE_AT, digits)))).isEmpty();
    assertThat(unpacked(new ByteArrayInputStream(withField(NAME_SIZE_AT, digits)))).isEmpty();
  }

  /// More than an array can hold comes, and is not to be held in memory.
  @Test
  void shouldPassOverAFolderOfThreeGigabytes() throws IOException {
    byte[] header = withField(SIZE_AT, "c0000000");
    System.arraycopy("000041ed".getBytes(StandardCharsets.US_ASCII), 0, header, 6 + 8, 8);
    int headBytes = 110 + "kallsyms".length() + 2;
    InputStream whole =
        new java.io.SequenceInputStream(
            new ByteArrayInputStream(header, 0, headBytes),
            new java.io.SequenceInputStream(
                new Zeros(0xc0000000L), new ByteArrayInputStream(archive())));
    assertThat(unpacked(whole)).containsExactly("kallsyms", "etc_passwd", "empty");
  }

  @Test
  void shouldUnpackNoMoreFilesThanItIsTold() throws IOException {
    assertThat(CpioReader.unpack(new ByteArrayInputStream(archive()), temp, 1000, 2))
        .containsExactly("kallsyms", "etc_passwd");
    assertThat(temp.resolve("empty")).doesNotExist();
  }

  /// So many zeros.
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int n = (int) Math.min(left, length);
      left -= n;
      return n == 0 && length > 0 ? -1 : n;
    }

    @Override
    public long skip(long n) {
      long skipped = Math.min(left, n);
      left -= skipped;
      return skipped;
    }
  }
}
