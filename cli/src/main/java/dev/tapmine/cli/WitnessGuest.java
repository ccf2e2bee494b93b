package dev.tapmine.cli;

import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.DebianGuestOptions;
import dev.tapmine.recording.Guest;
import dev.tapmine.recording.GuestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Debian guest that runs the witness, which is built for it with Debian's cross compiler.
final class WitnessGuest {
  private WitnessGuest() {}

  /// Makes it, or takes the one made before.
  ///
  /// @param suite Debian's; without it this machine's or the nearest that has the architecture
  static Guest of(Architecture architecture, @Nullable String suite)
      throws IOException, InterruptedException, UsageException {
    Path sources =
        Path.of(System.getProperty("tapmine.witness", "witness")).toAbsolutePath().normalize();
    if (!Files.isReadable(sources.resolve("Makefile"))) {
      throw new UsageException(
          "The witness's sources are not in %s: start Tapmine by its script.".formatted(sources));
    }
    String name = architecture.debianName();
    Progress.line("building the witness for " + name);
    make(sources, "all", name);
    Path built = sources.resolve("build").resolve(name);
    List<GuestFile> files = new ArrayList<>();
    for (String program : List.of("witness-static", "witness-dynamic", "libwitness.so")) {
      files.add(GuestFile.of(built.resolve(program)));
    }
    for (String line : make(sources, "list", name)) {
      files.add(GuestFile.parse(line));
    }
    DebianGuestOptions options =
        DebianGuestOptions.of(architecture)
            .withAppend("quiet")
            .withScript(sources.resolve("run.sh"))
            .withFiles(files)
            .withSymbols(false);
    return DebianGuest.make(
        processor(suite == null ? options : options.withSuite(suite)), Progress::line);
  }

  /// A processor that has what the witness has cases for: byte-swapping moves, AVX, LSE atomics.
  /// Linux isolates its page tables on this x86 processor, and uses PCIDs.
  private static DebianGuestOptions processor(DebianGuestOptions options) {
    return switch (options.architecture()) {
      case AMD64 -> options.withCpu("Haswell-noTSX");
      case I386, ARM64 -> options.withCpu("max");
      default -> options;
    };
  }

  private static List<String> make(Path sources, String goal, String architecture)
      throws IOException, InterruptedException, UsageException {
    Process process =
        new ProcessBuilder(
                "make",
                "-s",
                "--no-print-directory",
                "-C",
                sources.toString(),
                goal,
                "ARCH=" + architecture)
            .redirectErrorStream(true)
            .start();
    List<String> said;
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      said = out.lines().toList();
    }
    if (process.waitFor() != 0) {
      throw new UsageException(
          "The witness was not built for %s (%s): install its compiler with \"scripts/machine.sh install cross-%s\" as root."
              .formatted(
                  architecture,
                  said.isEmpty() ? "make said nothing" : said.getFirst(),
                  architecture));
    }
    return said;
  }
}
