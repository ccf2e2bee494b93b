package dev.tapmine.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElfSymbolsTest {
  private static final int EXECUTABLE = 2;
  private static final int ARM = 40;
  private static final List<ElfFile.Entry> ENTRIES =
      List.of(
          new ElfFile.Entry("main", 0x1000, 0x40, 2, 1),
          new ElfFile.Entry("helper", 0x1040, 0, 2, 0),
          new ElfFile.Entry("alias", 0x1040, 0, 2, 1),
          new ElfFile.Entry("table", 0x8000, 0x10, 1, 1),
          new ElfFile.Entry("file.c", 0x1004, 0, 4, 0),
          new ElfFile.Entry("$x", 0x1008, 0, 0, 0));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"false,true", "false,false", "true,true", "true,false"})
  void shouldReadBothClassesInBothByteOrders(boolean wide, boolean little) throws IOException {
    Symbols symbols =
        Symbols.of(
            write(
                ElfFile.of(
                    wide,
                    little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
                    62,
                    EXECUTABLE,
                    ENTRIES)));

    assertThat(symbols.name(0x1000)).contains("main");
    assertThat(symbols.name(0x103f)).contains("main+0x3f");
    assertThat(symbols.name(0x1044)).contains("alias+0x4");
    assertThat(symbols.name(0x800f)).contains("table+0xf");
    assertThat(symbols.name(0x8010)).isEmpty();
    assertThat(symbols.size()).isEqualTo(3);
  }

  @Test
  void shouldClearTheThumbBitOfAnArmFunction() throws IOException {
    Symbols symbols =
        Symbols.of(
            write(
                ElfFile.of(
                    false,
                    ByteOrder.LITTLE_ENDIAN,
                    ARM,
                    EXECUTABLE,
                    List.of(new ElfFile.Entry("thumb", 0x2001, 8, 2, 1)))));

    assertThat(symbols.name(0x2000)).contains("thumb");
  }

  @Test
  void shouldRefuseAnObjectFileBecauseItsAddressesAreNotFinal() {
    assertThatThrownBy(
            () -> Symbols.of(write(ElfFile.of(true, ByteOrder.LITTLE_ENDIAN, 62, 1, ENTRIES))))
        .isInstanceOf(SymbolsException.class)
        .hasMessageContaining("is an object file or kernel module");
  }

  @Test
  void shouldRefuseAStrippedFile() {
    assertThatThrownBy(() ->
            Symbols.of(write(ElfFile.of(true, ByteOrder.LITTLE_ENDIAN, 62, EXECUTABLE, List.of()))))
        .isInstanceOf(SymbolsException.class)
        .hasMessageContaining("has no symbols");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldRefuseEveryTruncationAndSurviveEveryDamage(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] whole =
        ElfFile.of(
            random.nextBoolean(),
            random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
            62,
            EXECUTABLE,
            ENTRIES);
    for (int length = 0; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Symbols.of(write(cut)))
          .as("cut at %d", length)
          .isInstanceOf(SymbolsException.class);
    }
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        Symbols.of(write(damaged)).name(random.nextLong());
      } catch (SymbolsException e) {
        assertThat(e).hasMessageEndingWith(".");
      }
    }
  }

  @Test
  void shouldAgreeWithNmOnARealProgram() throws Exception {
    Path source = folder.resolve("p.c");
    Files.writeString(
        source,
        "int data[9]; int f(int x) { return x + data[3]; } int main(void) { return f(1); }");
    Path program = folder.resolve("p");
    assumeTrue(
        run("gcc", "-static-pie", "-g0", "-o", program.toString(), source.toString()) != null
            || run("gcc", "-o", program.toString(), source.toString()) != null,
        "no gcc here");
    String listing = run("nm", "--defined-only", program.toString());
    assumeTrue(listing != null, "no nm here");

    Symbols symbols = Symbols.of(program);

    int compared = 0;
    for (String line : listing.lines().toList()) {
      String[] parts = line.split(" ", 3);
      if (parts.length == 3 && "Tt".contains(parts[1])) {
        long address = Long.parseUnsignedLong(parts[0], 16);
        if (listing.indexOf(parts[0]) == listing.lastIndexOf(parts[0])) {
          assertThat(symbols.name(address)).contains(parts[2]);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(5);
  }

  private static @Nullable String run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? out : null;
    } catch (IOException e) {
      return null;
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }
}
