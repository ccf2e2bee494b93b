package dev.tapmine.cli;

import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.DebianGuestOptions;
import dev.tapmine.recording.Guest;
import dev.tapmine.recording.OtherGuest;
import dev.tapmine.recording.OtherSystem;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A guest that `eval log` can make, in one of its variants.
///
/// Its exemplars come from another system: for Linux a kernel of another version and architecture,
/// for the rest another system altogether.
///
/// @param name of the guest: its architecture and, unless it is Debian 12's, its suite
/// @param variant `plain`: the log goes to a console; `quiet`: it is only where the kernel keeps
///   it; `kaslr`: quiet, and the kernel lies somewhere else; `chatty`: quiet, and most of the log
///   are lines of another kind that come after the boot; that of a [ProgramLog]: quiet, and what is
///   looked for is the log that its programs keep in a file
/// @param like exemplars, as `--like` takes them
/// @param made how the guest is made
record LogGuest(String name, String variant, List<String> like, Made made) {
  static final String PLAIN = "plain";
  static final String QUIET = "quiet";
  static final String KASLR = "kaslr";
  static final String CHATTY = "chatty";

  /// A kernel of version 6.1, for amd64.
  private static final String LINUX_6_1 = Exemplars.SHIPPED + "debian-amd64";

  /// A newer one, for riscv64.
  private static final String NEWER_LINUX = Exemplars.SHIPPED + "debian-riscv64";

  /// How a guest is made.
  sealed interface Made {
    /// Of Debian's kernel.
    record Linux(DebianGuestOptions options) implements Made {}

    /// Of another system's package.
    record Other(OtherSystem system) implements Made {}
  }

  /// All there are, in the order of the table.
  static List<LogGuest> all() {
    List<LogGuest> all = new ArrayList<>();
    for (Architecture architecture : Architecture.values()) {
      boolean newer = architecture == Architecture.RISCV64;
      add(all, architecture, newer ? "forky" : "bookworm", newer ? LINUX_6_1 : NEWER_LINUX);
    }
    for (Architecture architecture : List.of(Architecture.AMD64, Architecture.ARM64)) {
      add(
          all,
          architecture,
          "trixie",
          Exemplars.SHIPPED
              + (architecture == Architecture.AMD64 ? "debian-arm64" : "debian-amd64"));
    }
    // The firmware's console is a shell's, no log.
    for (OtherSystem system :
        List.of(OtherSystem.MACH, OtherSystem.XEN, OtherSystem.U_BOOT_ARM64)) {
      all.add(new LogGuest(system.word(), PLAIN, List.of(LINUX_6_1), new Made.Other(system)));
    }
    return List.copyOf(all);
  }

  private static void add(
      List<LogGuest> all, Architecture architecture, String suite, String exemplar) {
    String name = architecture.debianName() + (suite.equals("bookworm") ? "" : "-" + suite);
    DebianGuestOptions options = DebianGuestOptions.of(architecture).withSuite(suite);
    List<String> like = List.of(exemplar);
    // A console leaves out what the kernel logs for its developers unless it is told otherwise.
    all.add(new LogGuest(name, PLAIN, like, new Made.Linux(options.withAppend("ignore_loglevel"))));
    if (architecture.canBeQuiet()) {
      all.add(new LogGuest(name, QUIET, like, new Made.Linux(options.withQuiet(true))));
    }
    if (architecture == Architecture.AMD64 || architecture == Architecture.ARM64) {
      all.add(
          new LogGuest(
              name,
              KASLR,
              like,
              new Made.Linux(options.withQuiet(true).withRandomized(true).withSymbols(false))));
      all.add(
          new LogGuest(
              name,
              CHATTY,
              like,
              // Else the kernel takes ten lines in five seconds only.
              new Made.Linux(options.withQuiet(true).withAppend("printk.devkmsg=on"))));
      for (ProgramLog log : ProgramLog.ALL) {
        all.add(
            new LogGuest(
                name,
                log.variant(),
                List.of(Exemplars.SHIPPED + log.exemplar()),
                new Made.Linux(options.withQuiet(true))));
      }
    }
  }

  /// Those that were asked for.
  ///
  /// @param names of guests, `NAME:VARIANT` for one variant, or `all`
  static List<LogGuest> named(List<String> names) throws UsageException {
    if (names.equals(List.of("all"))) {
      return all();
    }
    List<LogGuest> wanted = new ArrayList<>();
    for (String given : names) {
      List<LogGuest> found =
          all().stream()
              .filter(g -> given.equals(g.name) || given.equals(g.name + ":" + g.variant))
              .toList();
      if (found.isEmpty()) {
        throw new UsageException(
            "There is no guest \"%s\" to judge logs on; there are %s."
                .formatted(
                    given,
                    all().stream()
                        .map(LogGuest::name)
                        .distinct()
                        .collect(Collectors.joining(", "))));
      }
      wanted.addAll(found);
    }
    return List.copyOf(wanted);
  }

  /// Makes the guest and records its boot, or takes what was made before.
  ///
  /// @param fresh whether to record in any case
  LogCase record(boolean fresh) throws IOException, InterruptedException, UsageException {
    return switch (made) {
      case Made.Linux linux -> {
        Optional<String> script =
            variant.equals(CHATTY)
                ? Optional.of(CHATTY)
                : ProgramLog.of(variant).map(ProgramLog::script);
        DebianGuestOptions options =
            script.isPresent() ? linux.options().withScript(script(script.get())) : linux.options();
        Recording recording = boot(DebianGuest.make(options, Progress::line), null, fresh);
        yield linux.options().quiet() ? quiet(recording) : plain(recording);
      }
      case Made.Other other -> {
        Guest guest = OtherGuest.make(other.system(), Optional.empty(), false, Progress::line);
        yield plain(boot(guest, guest.about().endMarker(), fresh));
      }
    };
  }

  private Recording boot(Guest guest, @Nullable String until, boolean fresh)
      throws IOException, InterruptedException {
    Path folder = folder();
    Path kept = folder.resolve(String.valueOf(guest.folder().getFileName()));
    String what = name + " (" + variant + ")";
    return until == null
        ? KeptRecording.of(guest, kept, fresh, what)
        : KeptRecording.until(until, guest, kept, fresh, what);
  }

  private static Path folder() throws IOException {
    return Files.createDirectories(DebianGuest.userCache().resolve("log"));
  }

  private static Path script(String name) throws IOException, UsageException {
    String script = name + ".sh";
    Path file = folder().resolve(script);
    try (InputStream shipped =
            Objects.requireNonNull(LogGuest.class.getResourceAsStream("guests/" + script));
        WholeFile whole = WholeFile.replacing(file)) {
      whole.write(shipped.readAllBytes());
    }
    return file;
  }

  private LogCase plain(Recording recording) throws IOException, UsageException {
    return new LogCase(
        name, variant, recording, LogCase.console(recording), like, OptionalLong.empty());
  }

  private LogCase quiet(Recording recording)
      throws IOException, InterruptedException, UsageException {
    long end = MarkerTime.of(recording, recording.manifest().endMarker(), false);
    Optional<ProgramLog> programs = ProgramLog.of(variant);
    String reference =
        programs.isPresent()
            ? LogCase.file(recording, programs.get().file())
            : LogCase.afterMarker(recording);
    return new LogCase(name, variant, recording, reference, like, OptionalLong.of(end));
  }
}
