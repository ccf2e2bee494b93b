package dev.tapmine.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolTextTest {
  private static final String KALLSYMS =
      """
      0000000000000000 A fixed_percpu_data
      ffffffff81000000 T _stext
      ffffffff81000000 T _text
      ffffffff81000100 t vprintk_store
      ffffffff81000100 T vprintk_store_global
      ffffffff81000180 t next
      ffffffffc0000000 t virtqueue_add\t[virtio_ring]
      """;

  @TempDir Path folder;

  @Test
  void shouldNameAnAddressByTheSymbolBelowIt() throws IOException {
    Symbols symbols = Symbols.of(write(KALLSYMS));

    assertThat(symbols.name(0xffffffff81000000L)).contains("_stext");
    assertThat(symbols.name(0xffffffff81000105L)).contains("vprintk_store_global+0x5");
    assertThat(symbols.name(0xffffffff8100017fL)).contains("vprintk_store_global+0x7f");
    assertThat(symbols.name(0xffffffff81000180L)).contains("next");
  }

  @Test
  void shouldCountAReturnAddressToTheFunctionThatCalled() throws IOException {
    Symbols symbols = Symbols.of(write(KALLSYMS));

    assertThat(symbols.caller(0xffffffff81000180L)).contains("vprintk_store_global+0x80");
    assertThat(symbols.caller(0xffffffff81000181L)).contains("next+0x1");
    assertThat(symbols.caller(0)).isEmpty();
  }

  @Test
  void shouldNameTheModuleOfAModulesSymbol() throws IOException {
    assertThat(Symbols.of(write(KALLSYMS)).name(0xffffffffc0000010L))
        .contains("virtqueue_add [virtio_ring]+0x10");
  }

  @Test
  void shouldLeaveHolesAndUserAddressesWithoutAName() throws IOException {
    Symbols symbols = Symbols.of(write(KALLSYMS));

    assertThat(symbols.name(0x401000)).isEmpty();
    assertThat(symbols.name(0)).isEmpty();
    assertThat(symbols.name(0xffffffff90000000L)).isEmpty();
    assertThat(symbols.name(-1)).isEmpty();
  }

  @Test
  void shouldReadThirtyTwoBitAddressesAndCarriageReturns() throws IOException {
    Symbols symbols = Symbols.of(write("c0008000 T stext\r\nc0008040 t $a\r\nc0009000 t f\r\n"));

    assertThat(symbols.name(0xc0008044L)).contains("stext+0x44");
    assertThat(symbols.size()).isEqualTo(2);
  }

  @Test
  void shouldPreferTheFirstFileWhereTwoNameOneAddress() throws IOException {
    Path first = Files.writeString(folder.resolve("a"), "00001000 t mine\n");
    Path second = Files.writeString(folder.resolve("b"), "00001000 T theirs\n00002000 T other\n");

    Symbols symbols = Symbols.of(first, second);

    assertThat(symbols.name(0x1000)).contains("mine");
    assertThat(symbols.name(0x2000)).contains("other");
  }

  @Test
  void shouldRefuseAddressesThatTheKernelHid() {
    assertThatThrownBy(
            () -> Symbols.of(write("0000000000000000 T _text\n0000000000000000 t f\t[m]\n")))
        .isInstanceOf(SymbolsException.class)
        .hasMessageContaining("all its addresses are zero")
        .hasMessageContaining("kptr_restrict");
  }

  @Test
  void shouldRefuseDebiansStub() {
    assertThatThrownBy(() ->
            Symbols.of(
                write(
                    "ffffffffffffffff B The real System.map is in the linux-image-x-dbg"
                        + " package\n")))
        .isInstanceOf(SymbolsException.class)
        .hasMessageContaining("stub");
  }

  @Test
  void shouldRefuseOtherTextNamingTheLine() {
    assertThatThrownBy(() -> Symbols.of(write("hello\n")))
        .hasMessageContaining("neither an ELF file nor");
    assertThatThrownBy(() -> Symbols.of(write("00001000 T f\nnonsense\n00002000 T g\n")))
        .hasMessageContaining("line 2 is no symbol");
    assertThatThrownBy(() -> Symbols.of(write(""))).hasMessageContaining("names no address");
    assertThatThrownBy(() -> Symbols.of(folder.resolve("absent")))
        .isInstanceOf(SymbolsException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void shouldForgiveALastLineThatWasCut() throws IOException {
    assertThat(Symbols.of(write("00001000 T f\n000020")).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldSurviveEveryDamage(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] whole = KALLSYMS.getBytes(StandardCharsets.ISO_8859_1);
    for (int round = 0; round < 800; round++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int i = damaged.length == 0 ? 0 : random.nextInt(4); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        Symbols.of(Files.write(folder.resolve("f"), damaged)).name(random.nextLong());
      } catch (SymbolsException e) {
        assertThat(e).hasMessageEndingWith(".");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void shouldAgreeWithALinearSearch(long seed) throws IOException {
    Random random = new Random(seed);
    long[] addresses = random.longs(200).map(a -> (a & ~0xffL) | (1L << 40)).distinct().toArray();
    StringBuilder text = new StringBuilder();
    for (long address : addresses) {
      text.append(String.format("%016x t s%x%n", address, address));
    }
    Symbols symbols = Symbols.of(write(text.toString()));
    for (int i = 0; i < 2000; i++) {
      long asked = addresses[random.nextInt(addresses.length)] + random.nextInt(-300, 1 << 21);
      long best = 0;
      for (long address : addresses) {
        if (Long.compareUnsigned(address, asked) <= 0
            && (best == 0 || Long.compareUnsigned(address, best) > 0)) {
          best = address;
        }
      }
      String expected = null;
      if (best != 0 && Long.compareUnsigned(asked - best, 1 << 20) < 0) {
        long offset = asked - best;
        expected =
            "s" + Long.toHexString(best) + (offset == 0 ? "" : "+0x" + Long.toHexString(offset));
      }
      assertThat(symbols.name(asked).orElse(null)).isEqualTo(expected);
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("f"), text, StandardCharsets.ISO_8859_1);
  }
}
