package dev.tapmine.cli;

import dev.tapmine.index.IndexOrigin;
import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// An index of three processes that write text with one library's instruction, each at another
/// address, called from one place of it; and the library.
final class SharedIndex {
  private static final int PAGE = 4096;
  private static final int INSTRUCTION = 0x120;
  private static final int CALL = 0x230;
  private static final byte[] LIBRARY = library();

  private SharedIndex() {}

  static String text(int space) {
    return "[%d] the process of space %d says how it does, again and again\n"
        .formatted(space, space)
        .repeat(3);
  }

  private static byte[] library() {
    byte[] code = new byte[PAGE];
    new Random(3).nextBytes(code);
    return code;
  }

  /// An ELF file without symbols, whose one segment is the library's page, at address 0x2000.
  static void writeLibrary(Path file) throws IOException {
    ByteBuffer elf = ByteBuffer.allocate(2 * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}).putShort(16, (short) 3);
    elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    elf.putInt(64, 1).putInt(68, 5).putLong(72, PAGE).putLong(80, 0x2000).putLong(96, PAGE);
    Files.write(file, elf.put(PAGE, LIBRARY).array());
  }

  static void write(Path out) throws IOException, UsageException {
    PassOptions options = new PassOptions(1, true, true, false, 1 << 16, 64 << 20);
    try (TapPass pass = new TapPass(options)) {
      long time = 1;
      for (int space = 1; space <= 3; space++) {
        long base = 0x7f00_0000_0000L + 0x10_0000L * space;
        int tap = space - 1;
        pass.space(space, time, 0x1000L * space, 0);
        pass.context(space, 0, base + CALL, 1);
        pass.tap(tap, base + INSTRUCTION, space, space, true, true);
        code(pass, space, base, INSTRUCTION, 8);
        code(pass, space, base, CALL, space == 1 ? 0 : 9);
        for (byte letter : text(space).getBytes(StandardCharsets.UTF_8)) {
          pass.access(tap, time, 0x5000 + time, 1, letter, 0);
          time++;
        }
      }
      TraceEnd end =
          new TraceEnd(Ending.WHOLE, new Account(Map.of()), "x86_64", false, 1, time, "");
      IndexOrigin origin = new IndexOrigin("boot", "c0ffee", "0", new TreeMap<>());
      new IndexFolder(out, false).write(pass.finish(end), origin, Optional.empty());
    }
  }

  private static void code(TapPass pass, int space, long base, int offset, int length) {
    byte[] bytes = java.util.Arrays.copyOfRange(LIBRARY, offset, offset + length);
    pass.code(space, base + offset, 9L * PAGE + offset, bytes);
  }
}
