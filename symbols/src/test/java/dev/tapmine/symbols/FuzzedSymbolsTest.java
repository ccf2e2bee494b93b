package dev.tapmine.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FuzzedSymbolsTest {
  private static final int EXECUTABLE = 2;

  @TempDir Path folder;

  /// Uses all that a file gives, or sees it refused in a sentence.
  private void use(byte[] content, Random random) throws IOException {
    Path file = Files.write(folder.resolve("symbols"), content);
    try {
      Symbols symbols = Symbols.of(file);
      assertThat(symbols.size()).isPositive();
      for (long address : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x401005}) {
        symbols.name(address).ifPresent(name -> assertThat(name).isNotEmpty());
        symbols.caller(address + random.nextInt(64)).ifPresent(n -> assertThat(n).isNotEmpty());
      }
    } catch (SymbolsException e) {
      assertThat(e).message().matches("[^\n]+[.]");
    }
    try {
      Modules modules = Modules.of(List.of(file));
      BitSet known = new BitSet();
      int first = random.nextInt(512);
      known.set(first, first + 16);
      modules
          .find(new byte[Modules.PAGE], known)
          .ifPresent(found -> assertThat(found.name(first)).isNotEmpty());
    } catch (SymbolsException e) {
      assertThat(e).message().matches("[^\n]+[.]");
    }
  }

  private static byte[] elf(boolean wide, ByteOrder order) {
    byte[] symbols =
        ElfFile.of(
            wide,
            order,
            40,
            EXECUTABLE,
            List.of(
                new ElfFile.Entry("main", 0x401000, 32, 2, 1),
                new ElfFile.Entry("static", 0x401020, 0, 2, 0),
                new ElfFile.Entry("$t", 0x401020, 0, 0, 0),
                new ElfFile.Entry("data", 0x402000, -1, 1, 1),
                new ElfFile.Entry("top", 0xffff_ffff_ffff_fff0L, -1, 2, 1)));
    return ElfCode.into(
        symbols,
        wide,
        order,
        new ElfCode.Segment(symbols.length, 0x401000 + symbols.length, 5, new byte[24]),
        new ElfCode.Segment(symbols.length + 24, 0x402000 + symbols.length, 6, new byte[8]));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldNameAddressesOrRefuseADamagedElfFile(long seed) throws IOException {
    Random random = new Random(seed);
    ByteOrder order = seed % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    byte[] whole = elf(seed > 2, order);
    for (int round = 0; round < 300; round++) {
      use(Damage.to(whole, random), random);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNameAddressesOrRefuseAnElfFileWithAnyValueInAnyPlace(boolean wide) throws IOException {
    Random random = new Random(5);
    byte[] whole = elf(wide, ByteOrder.LITTLE_ENDIAN);
    for (int at = 4; at + 8 <= whole.length; at += 4) {
      for (long value : new long[] {0, -1, Integer.MAX_VALUE, Long.MAX_VALUE, whole.length}) {
        byte[] wider = whole.clone();
        ByteBuffer.wrap(wider).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
        use(wider, random);
        byte[] damaged = whole.clone();
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(at, (int) value);
        use(damaged, random);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldNameAddressesOrRefuseDamagedText(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] whole =
        """
        0000000000000000 A fixed_percpu_data
        ffffffff81000000 T _stext
        ffffffff81000100 t vprintk_store
        ffffffffc0000000 t virtqueue_add\t[virtio_ring]
        ffffffffffffffff b last
        """
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 300; round++) {
      use(Damage.to(whole, random), random);
    }
  }

  /// Each table is within the file, but together they are a million times as long.
  @Test
  void shouldRefuseTablesOfSymbolsThatOverlap() throws IOException {
    int sections = 60_000;
    ByteBuffer elf = ByteBuffer.allocate(64 + sections * 64).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    elf.putShort(16, (short) EXECUTABLE).putLong(40, 64);
    elf.putShort(58, (short) 64).putShort(60, (short) sections);
    for (int section = 0; section < sections; section++) {
      int at = 64 + section * 64;
      elf.putInt(at + 4, 2).putLong(at + 24, 0).putLong(at + 32, elf.capacity());
      elf.putInt(at + 40, 0).putLong(at + 56, 24);
    }
    Path file = Files.write(folder.resolve("elf"), elf.array());
    assertThatThrownBy(() -> Symbols.of(file))
        .isInstanceOf(SymbolsException.class)
        .hasMessageContaining("this ELF file is damaged: ");
  }

  /// Each segment is within the file, but together they are sixty thousand times as long.
  @Test
  void shouldRefuseSegmentsThatOverlap() throws IOException {
    int segments = 60_000;
    ByteBuffer elf = ByteBuffer.allocate(64 + segments * 56).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    elf.putShort(16, (short) EXECUTABLE).putLong(32, 64);
    elf.putShort(54, (short) 56).putShort(56, (short) segments);
    for (int segment = 0; segment < segments; segment++) {
      int at = 64 + segment * 56;
      elf.putInt(at, 1).putInt(at + 4, 5).putLong(at + 32, elf.capacity());
    }
    Path file = Files.write(folder.resolve("elf"), elf.array());
    assertThatThrownBy(() -> Modules.of(List.of(file)))
        .isInstanceOf(SymbolsException.class)
        .hasMessageContaining("this ELF file is damaged: its segments overlap");
  }

  @Test
  void shouldRefuseAFolderAndADeviceWithoutEnd() {
    for (Path path : List.of(folder, Path.of("/dev/zero"))) {
      assertThatThrownBy(() -> Symbols.of(path))
          .isInstanceOf(SymbolsException.class)
          .hasMessageContaining("it is no file");
    }
  }

  @Test
  void shouldReadALineWithoutEndInBoundedMemory() throws IOException {
    byte[] line = new byte[8 << 20];
    java.util.Arrays.fill(line, (byte) 'f');
    use(line, new Random(1));
    byte[] head = "ffffffff81000000 T ".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(head, 0, line, 0, head.length);
    Path file = Files.write(folder.resolve("one"), line);
    assertThat(Symbols.of(file).name(0xffffffff81000000L).orElseThrow()).hasSizeLessThan(4097);
  }
}
