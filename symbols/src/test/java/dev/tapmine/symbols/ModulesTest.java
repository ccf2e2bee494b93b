package dev.tapmine.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModulesTest {
  private static final int LIBRARY = 3;
  private static final int READ_WRITE = 6;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"false,true", "false,false", "true,true", "true,false"})
  void shouldNameAnOffsetInAPageByModuleAndSymbol(boolean wide, boolean little) throws IOException {
    ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    byte[] code = random(7, 3 * 4096);
    byte[] symbols =
        ElfFile.of(
            wide, order, 62, LIBRARY, List.of(new ElfFile.Entry("memcpy", 0x12100, 0x40, 2, 1)));
    Path file =
        write("libx.so", ElfCode.into(symbols, wide, order, segment(0x1000, 0x11000, code)));
    ModulePage page =
        Modules.of(List.of(file)).find(page(code, 4096), known(0x100, 0x120)).orElseThrow();

    assertThat(page.name(0x110)).isEqualTo("libx.so!memcpy+0x10");
    assertThat(page.name(0x100)).isEqualTo("libx.so!memcpy");
    assertThat(page.name(0x140)).isEqualTo("libx.so+0x12140");
    assertThat(page.caller(0x140)).isEqualTo("libx.so!memcpy+0x40");
    assertThat(page.caller(0x100)).isEqualTo("libx.so+0x12100");
  }

  /// Few different bytes, so that pages look alike, and segments that begin and end within a page.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldFindWhatAComparisonWithEveryPageFinds(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files = new ArrayList<>();
    List<Copy> copies = new ArrayList<>();
    for (int module = 0; module < 3; module++) {
      List<ElfCode.Segment> segments = new ArrayList<>();
      long end = 0x1000;
      for (int i = 0; i < 2; i++) {
        long offset = end + random.nextInt(3000);
        byte[] bytes = new byte[5000 + random.nextInt(9000)];
        for (int at = 0; at < bytes.length; at++) {
          // The second module is nearly the first.
          bytes[at] = (byte) (at % 97 % (module == 2 ? 3 : 2 + at / 7000));
        }
        bytes[random.nextInt(bytes.length)] = 9;
        segments.add(segment(offset, 0x20_0000L * (i + 1) + offset, bytes));
        end = offset + bytes.length;
        copies.add(new Copy("m" + module, 0x20_0000L * (i + 1), offset, bytes));
      }
      byte[] elf = ElfCode.into(stripped(), true, ByteOrder.LITTLE_ENDIAN, segments);
      files.add(write("m" + module, elf));
    }
    Modules modules = Modules.of(files);
    int found = 0;
    for (int round = 0; round < 400; round++) {
      Copy copy = copies.get(random.nextInt(copies.size()));
      long number = (copy.offset() + random.nextInt(copy.bytes().length)) / 4096;
      byte[] memory = copy.memory(number);
      BitSet known = new BitSet();
      int first = random.nextInt(4000);
      known.set(first, first + 10 + random.nextInt(60));
      known.set(random.nextInt(4096));
      List<String> names = new ArrayList<>();
      for (Copy other : copies) {
        for (long page = 0; page < 20; page++) {
          if (other.holds(page, memory, known)) {
            names.add(other.name() + "+0x" + Long.toHexString(other.base() + page * 4096));
          }
        }
      }
      assertThat(modules.find(memory, known).map(page -> page.name(0)).stream().toList())
          .isEqualTo(names.size() == 1 && known.cardinality() >= 16 ? names : List.of());
      found += names.size() == 1 ? 1 : 0;
    }
    assertThat(found).isBetween(20, 380);
  }

  private record Copy(String name, long base, long offset, byte[] bytes) {
    byte[] memory(long page) {
      byte[] memory = new byte[4096];
      for (int i = 0; i < 4096; i++) {
        long at = page * 4096 + i - offset;
        memory[i] = at >= 0 && at < bytes.length ? bytes[(int) at] : 0;
      }
      return memory;
    }

    boolean holds(long page, byte[] memory, BitSet known) {
      return known.stream()
          .allMatch(i -> {
            long at = page * 4096 + i - offset;
            return at >= 0 && at < bytes.length && bytes[(int) at] == memory[i];
          });
    }
  }

  @Test
  void shouldNameNothingOnLittleEvidenceOrAgainstAny() throws IOException {
    byte[] code = random(1, 8192);
    Path file = library("a", segment(0x1000, 0x1000, code));
    Modules modules = Modules.of(List.of(file));
    byte[] memory = page(code, 0);

    assertThat(modules.find(memory, known(0, 15))).isEmpty();
    assertThat(modules.find(memory, known(0, 16))).isPresent();
    memory[4000] ^= 1;
    assertThat(modules.find(memory, known(0, 16))).isPresent();
    BitSet against = known(0, 16);
    against.set(4000);
    assertThat(modules.find(memory, against)).isEmpty();
  }

  @Test
  void shouldNameNothingThatTwoPagesCouldBe() throws IOException {
    byte[] code = random(1, 8192);
    System.arraycopy(code, 0, code, 4096, 100);
    Modules one = Modules.of(List.of(library("a", segment(0x1000, 0x1000, code))));
    assertThat(one.find(page(code, 0), known(0, 100))).isEmpty();
    assertThat(one.find(page(code, 0), known(0, 101))).isPresent();
    Modules two =
        Modules.of(
            List.of(
                library("a", segment(0x1000, 0x1000, code)),
                library("b", segment(0x2000, 0x9000, code))));
    assertThat(two.find(page(code, 0), known(0, 101))).isEmpty();
  }

  @Test
  void shouldTakeNoDataForCode() throws IOException {
    byte[] code = random(1, 4096);
    byte[] data = random(2, 4096);
    Path file =
        library(
            "a",
            segment(0x1000, 0x1000, code),
            new ElfCode.Segment(0x2000, 0x2000, READ_WRITE, data));
    assertThat(Modules.of(List.of(file)).find(data, known(0, 4096))).isEmpty();
    assertThat(Modules.of(List.of(file)).find(code, known(0, 4096))).isPresent();
  }

  @Test
  void shouldRefuseWhatIsNoModule() throws IOException {
    refuses("there is no such file", folder.resolve("absent"));
    refuses("it is no ELF file", write("text", "0000 T text\n".getBytes(StandardCharsets.UTF_8)));
    refuses("holds no code", write("stripped", stripped()));
    byte[] whole = Files.readAllBytes(library("a", segment(0x1000, 0x1000, random(1, 100))));
    refuses("it ends before", write("cut", Arrays.copyOf(whole, whole.length - 1)));
  }

  /// The kernel and the loader of this machine map a program and a library, and tell where.
  @Test
  void shouldKnowThePagesThatARealProgramIsMadeOf() throws Exception {
    Path source = folder.resolve("p.c");
    Files.writeString(
        source,
        """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdio.h>
        #include <stdlib.h>
        static void page(void *code) {
          unsigned char *at = (unsigned char *)((unsigned long)code & ~4095ul);
          Dl_info where;
          if (!dladdr(code, &where)) { exit(1); }
          printf("%s %lx ", where.dli_fname, (unsigned long)code - (unsigned long)where.dli_fbase);
          for (int i = 0; i < 4096; i++) { printf("%02x", at[i]); }
          printf("\\n");
        }
        int main(void) { page((void *)main); page((void *)qsort); return 0; }
        """);
    Path program = folder.resolve("p");
    assumeTrue(
        run("gcc", "-fpie", "-pie", "-o", program.toString(), source.toString(), "-ldl") == 0,
        "no gcc here");
    String told =
        new String(
            new ProcessBuilder(program.toString()).start().getInputStream().readAllBytes(),
            StandardCharsets.UTF_8);
    List<String> lines = told.lines().toList();
    assertThat(lines).hasSize(2);
    Path library = Path.of(lines.get(1).split(" ", 3)[0]);
    Modules modules = Modules.of(List.of(program, library));
    for (String line : lines) {
      String[] words = line.split(" ", 3);
      long address = Long.parseLong(words[1], 16);
      // The page of main may hold code of other sections up to its end, and nothing behind it.
      ModulePage page =
          modules
              .find(
                  HexFormat.of().parseHex(words[2]),
                  known((int) (address & 4095), (int) (address & 4095) + 32))
              .orElseThrow();
      assertThat(page.name((int) (address & 4095)))
          .isEqualTo(
              Path.of(words[0]).getFileName()
                  + "!"
                  + Symbols.of(Path.of(words[0])).name(address).orElseThrow());
    }
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private static void refuses(String sentence, Path file) {
    assertThatThrownBy(() -> Modules.of(List.of(file)))
        .isInstanceOf(SymbolsException.class)
        .hasMessageContaining(sentence)
        .hasMessageEndingWith(".");
  }

  private static ElfCode.Segment segment(long offset, long address, byte[] bytes) {
    return new ElfCode.Segment(offset, address, ElfCode.READ_EXECUTE, bytes);
  }

  private static byte[] stripped() {
    return ElfFile.of(true, ByteOrder.LITTLE_ENDIAN, 62, LIBRARY, List.of());
  }

  private Path library(String name, ElfCode.Segment... segments) throws IOException {
    return write(name, ElfCode.into(stripped(), true, ByteOrder.LITTLE_ENDIAN, segments));
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] page(byte[] code, int at) {
    return Arrays.copyOfRange(code, at, at + 4096);
  }

  private static BitSet known(int from, int to) {
    BitSet known = new BitSet();
    known.set(from, to);
    return known;
  }
}
