package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpioTest {
  @TempDir Path temp;

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CpioWriter cpio = new CpioWriter(out);
    cpio.folder("dev", 0755);
    cpio.characterDevice("dev/console", 0600, 5, 1);
    cpio.file("hello", 0644, "good day".getBytes(StandardCharsets.UTF_8));
    cpio.link("way", "../../etc/passwd");
    cpio.file("empty", 0755, new byte[0]);
    cpio.finish();
    return out.toByteArray();
  }

  @Test
  void shouldWriteTheSameBytesForTheSameCalls() throws IOException {
    assertThat(archive()).isEqualTo(archive());
  }

  @Test
  void shouldWriteWhatCpioItselfReads() throws Exception {
    Path file = temp.resolve("a.cpio");
    Files.write(file, archive());
    Command.Outcome listed =
        Command.run(
            List.of("sh", "-c", "command -v cpio >/dev/null || exit 9; cpio -tv < " + file));
    if (listed.status() != 9) {
      assertThat(listed.status()).isZero();
      assertThat(listed.output()).contains("hello", "way -> ../../etc/passwd", "5,   1");
    }
  }

  @Test
  void shouldUnpackOnlyRegularFiles() throws IOException {
    assertThat(CpioReader.unpack(new ByteArrayInputStream(archive()), temp, 1000))
        .containsExactly("hello", "empty");
    assertThat(temp.resolve("hello")).hasContent("good day");
    assertThat(temp.resolve("way")).doesNotExist();
  }

  @Test
  void shouldPassOverWhatADriverTriedAPortOutWith() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'X', 'X'});
    out.writeBytes(archive());
    assertThat(CpioReader.unpack(new ByteArrayInputStream(out.toByteArray()), temp, 1000))
        .containsExactly("hello", "empty");
    assertThat(temp.resolve("hello")).hasContent("good day");
  }

  @Test
  void shouldNotUnpackMoreThanTheLimit() throws IOException {
    assertThat(CpioReader.unpack(new ByteArrayInputStream(archive()), temp, 7)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../etc/passwd", "/etc/passwd", "./..", "..", ".hidden", "a/../../b", "a\0b"})
  void shouldNeverLeaveTheFolder(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CpioWriter cpio = new CpioWriter(out);
    cpio.file(name, 0644, new byte[3]);
    cpio.finish();
    Path inner = Files.createDirectory(temp.resolve("inner"));
    for (String written :
        CpioReader.unpack(new ByteArrayInputStream(out.toByteArray()), inner, 1000)) {
      assertThat(written).matches("[A-Za-z0-9+][A-Za-z0-9._+-]*");
      assertThat(inner.resolve(written)).exists();
    }
    try (var files = Files.list(temp)) {
      assertThat(files).containsExactly(inner);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldSurviveDamage(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] whole = archive();
    for (int i = 0; i < 200; i++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      Path folder = Files.createDirectory(temp.resolve(seed + "-" + i));
      assertThat(CpioReader.unpack(new ByteArrayInputStream(damaged), folder, 1 << 20))
          .hasSizeLessThan(4);
    }
  }
}
