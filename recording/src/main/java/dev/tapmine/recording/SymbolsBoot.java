package dev.tapmine.recording;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Boots a guest without recording it and takes its `/proc/kallsyms`.
///
/// In a recording of its own this would cost as much as a tenth of the boot; addresses are the
/// same, as nothing is randomized. A machine with one port hands the symbols out through that,
/// after the end marker: nobody looks at this boot's console.
final class SymbolsBoot {
  private static final Duration AT_MOST = Duration.ofMinutes(10);

  /// By instructions, as in a recording: by the wall clock of a busy machine raspi0 now and then
  /// hangs with an idle processor, as if a timer had been lost.
  private static final String CLOCK = "shift=3,sleep=off";

  private static final long LARGEST = 256L << 20;

  private SymbolsBoot() {}

  /// More words for the kernel's command line that make the guest hand them out.
  static String append(Architecture.Ports ports) {
    String words = "quiet tapmine=symbols";
    return ports.outTty().isEmpty() ? words + " tapmine_out=" + ports.console() : words;
  }

  /// Boots it.
  ///
  /// @param ports the guest's
  /// @param arguments QEMU's, with [#append] among them
  /// @param folder the guest's, which gets the symbols
  /// @param to the file to write there
  static void run(
      Architecture architecture,
      Architecture.Ports ports,
      List<String> arguments,
      Path folder,
      Path to)
      throws IOException, InterruptedException {
    Qemu qemu = Qemu.locate(architecture);
    boolean onePort = ports.outTty().isEmpty();
    List<String> line = new ArrayList<>(List.of("-accel", "tcg", "-icount", CLOCK));
    try (RuntimeFolder runtime = RuntimeFolder.create()) {
      Path out = runtime.path().resolve("out");
      Path console = runtime.path().resolve("console");
      line.addAll(Chardevs.toFiles(console, out));
      line.addAll(arguments);
      try (QemuProcess process = QemuProcess.start(qemu, line, folder, runtime)) {
        if (!process.waitFor(AT_MOST)) {
          throw new RecordingException(
              "The guest did not power off within %d minutes while its symbols were fetched: make it without symbols."
                  .formatted(AT_MOST.toMinutes()));
        }
        Path handed = Files.createDirectory(runtime.path().resolve("handed"));
        try (InputStream in = onePort ? afterTheMarker(console) : Files.newInputStream(out)) {
          CpioReader.unpack(in, handed, LARGEST);
        }
        Path packed = handed.resolve("kallsyms.gz");
        if (!Files.exists(packed)) {
          throw new RecordingException(
              "The guest did not boot far enough to hand out its symbols (%s): look at its --append and --cpu, or make it without symbols."
                  .formatted(process.lastWords()));
        }
        unpack(packed, to);
      }
    }
  }

  private static void unpack(Path packed, Path to) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed));
        OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[1 << 16];
      long left = LARGEST;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        left -= n;
        if (left < 0) {
          throw new RecordingException(
              "The guest's symbols are larger than %d MB, so they are none: make it without symbols."
                  .formatted(LARGEST >> 20));
        }
        out.write(buffer, 0, n);
      }
    }
  }

  /// What the guest wrote to its console after it was done.
  private static InputStream afterTheMarker(Path console) throws IOException {
    byte[] all;
    try (InputStream in = Files.newInputStream(console)) {
      all = in.readNBytes((int) LARGEST);
    }
    String marker = DebianGuest.END_MARKER + "\r\n";
    int at = new String(all, StandardCharsets.ISO_8859_1).indexOf(marker);
    int from = at < 0 ? all.length : at + marker.length();
    return new ByteArrayInputStream(all, from, all.length - from);
  }
}
