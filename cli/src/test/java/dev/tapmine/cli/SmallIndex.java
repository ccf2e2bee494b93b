package dev.tapmine.cli;

import dev.tapmine.index.IndexOrigin;
import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.taps.TapSource;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// An index made without QEMU: a log written byte by byte, the same log read with two callers, and
/// noise.
final class SmallIndex {
  static final String LOG =
      """
      [    0.000000] Linux version 6.1.0 (builder@example) #1 SMP
      [    0.000000] Command line: console=ttyS0
      [    0.013370] Calibrating delay loop... 1000.00 BogoMIPS
      [    0.100000] Run /init as init process
      """;

  static final long PRINTER = 0xffffffff81000105L;
  static final long READER = 0xffffffff81000190L;
  static final long NOISE = 0x401000L;
  static final String KALLSYMS =
      """
      ffffffff81000000 T _text
      ffffffff81000100 T printer
      ffffffff81000180 t reader\u001b[31m
      ffffffff81000200 T caller_of_all
      """;

  private SmallIndex() {}

  /// Writes it, with its symbols.
  static void write(Path out, boolean replace) throws IOException, UsageException {
    Path symbols = Files.writeString(out.resolveSibling("kallsyms.txt"), KALLSYMS);
    PassOptions options = new PassOptions(2, true, true, false, 1 << 16, 64 << 20);
    try (TapPass pass = new TapPass(options)) {
      TapSource source = feed(pass);
      IndexOrigin origin = new IndexOrigin("boot", "c0ffee", "0", new TreeMap<>());
      new IndexFolder(out, replace).write(source, origin, Optional.of(symbols));
    }
  }

  private static TapSource feed(TapPass pass) {
    byte[] log = LOG.getBytes(StandardCharsets.UTF_8);
    pass.context(1, 0, 0xffffffff81000210L, 1);
    pass.context(2, 1, 0xffffffff81000220L, 2);
    pass.context(3, 1, 0xffffffff81000230L, 2);
    pass.space(1, 0, 0x1000, 0);
    pass.tap(0, PRINTER, 2, 0, true, false);
    pass.tap(1, READER, 2, 0, false, false);
    pass.tap(2, READER, 3, 0, false, false);
    pass.tap(3, NOISE, 0, 1, true, true);
    Random random = new Random(5);
    long time = 1;
    for (int i = 0; i < log.length; i++) {
      pass.access(0, time++, 0xffff888000000000L + i, 1, log[i] & 0xff, 0);
      pass.access(i < 60 ? 1 : 2, time++, 0xffff888000000000L + i, 1, log[i] & 0xff, 0);
      pass.access(3, time++, 0x7fff0000L + 8L * i, 8, random.nextLong(), 0);
    }
    return pass.finish(
        new TraceEnd(
            Ending.WHOLE,
            new Account(Map.of(Account.Counter.READS, 1L)),
            "x86_64",
            false,
            1,
            time,
            ""));
  }
}
