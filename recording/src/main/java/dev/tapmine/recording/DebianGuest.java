package dev.tapmine.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a bootable guest from Debian's own kernel and busybox packages.
///
/// Packages come by this machine's apt, verified by Debian's signed index; the initramfs is written
/// here, the same bytes for the same packages and script. Guests are cached by what was asked for:
/// a second request is answered without the network.
public final class DebianGuest {
  /// What a guest prints to its console when its script is over.
  public static final String END_MARKER = "tapmine: guest is done";

  /// Raised when the same request is to give another guest than before.
  private static final int RECIPE = 2;

  private final DebianGuestOptions options;
  private final Path cache;
  private final Consumer<String> progress;

  private DebianGuest(DebianGuestOptions options, Path cache, Consumer<String> progress) {
    this.options = options;
    this.cache = cache;
    this.progress = progress;
  }

  /// Gives the guest that was asked for, from the cache or new.
  ///
  /// @param progress gets a line at each long step
  /// @throws RecordingException when the archive, a package or the script is not to be had
  public static Guest make(DebianGuestOptions options, Consumer<String> progress)
      throws IOException, InterruptedException {
    return make(options, userCache(), progress);
  }

  static Guest make(DebianGuestOptions options, Path cache, Consumer<String> progress)
      throws IOException, InterruptedException {
    return new DebianGuest(options, cache, progress).make();
  }

  /// `${XDG_CACHE_HOME:-~/.cache}/tapmine`.
  public static Path userCache() {
    String given = System.getenv("XDG_CACHE_HOME");
    Path base =
        given != null && given.startsWith("/")
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("tapmine");
  }

  private Guest make() throws IOException, InterruptedException {
    OsRelease system = OsRelease.ofThisMachine();
    String suite = suite(options, system);
    refuseAnOddCpu();
    refuseWhatCannotBe(options);
    Initrd initrd =
        new Initrd(
            options.quiet() ? ports().console() : "",
            ports().outTty(),
            script(),
            GuestFile.read(options.files()));
    Architecture architecture = options.architecture();
    String name =
        "debian-%s-%s-%s"
            .formatted(suite, architecture.debianName(), key(suite, initrd).substring(0, 12));
    return KeptGuests.of(
        cache, name, options.refresh(), folder -> build(folder, suite, system, initrd));
  }

  /// The suite that was asked for, or else the machine's own or the nearest with the architecture.
  static String suite(DebianGuestOptions options, OsRelease system) throws RecordingException {
    String suite =
        options.suite().orElse(options.architecture().releases().nearest(system.codename()));
    if (!suite.matches("[a-z][a-z0-9-]*")) {
      throw new RecordingException(
          suite.isEmpty()
              ? "This machine's /etc/os-release names no Debian release: give one with --suite."
              : "\"%s\" is no name of a Debian suite: give one such as trixie.".formatted(suite));
    }
    return suite;
  }

  private void refuseAnOddCpu() throws RecordingException {
    String model = options.cpu().orElse("max");
    if (!model.matches("[A-Za-z0-9][A-Za-z0-9._,+=-]*")) {
      throw new RecordingException(
          "\"%s\" is no model of a processor that QEMU's -cpu could take: give one such as max."
              .formatted(model));
    }
  }

  static void refuseWhatCannotBe(DebianGuestOptions options) throws RecordingException {
    if (options.randomized() && options.symbols()) {
      throw new RecordingException(
          "A randomized guest's symbols are others at each boot: make it without symbols.");
    }
    if (options.quiet() && !options.architecture().canBeQuiet()) {
      throw new RecordingException(
          "A guest of %s cannot be quiet: its kernel takes a console whatever it is told."
              .formatted(options.architecture().debianName()));
    }
  }

  private Optional<byte[]> script() throws IOException {
    if (options.script().isEmpty()) {
      return Optional.empty();
    }
    Path file = options.script().get();
    if (!Files.isRegularFile(file)) {
      throw new RecordingException(
          "There is no script %s for the guest to run: check the path.".formatted(file));
    }
    return Optional.of(Files.readAllBytes(file));
  }

  private String key(String suite, Initrd initrd) throws IOException {
    return Digest.of(
        String.join(
                "\n",
                Integer.toString(RECIPE),
                suite,
                String.join(" ", arguments("")),
                options.symbols() ? "symbols" : "",
                initrd.digest())
            .getBytes(StandardCharsets.UTF_8));
  }

  private void build(Path folder, String suite, OsRelease system, Initrd initrd)
      throws IOException, InterruptedException {
    Architecture architecture = options.architecture();
    List<DebianPackage> packages = new ArrayList<>();
    progress.accept(
        "Fetching Debian's package index (%s, %s)".formatted(suite, architecture.debianName()));
    try (LockedApt locked = LockedApt.open(cache, suite, architecture, system)) {
      PrivateApt apt = locked.apt();
      String kernelName = apt.kernel(architecture.kernelPackage());
      progress.accept("Fetching " + kernelName + " and busybox-static");
      PrivateApt.Fetched kernel = apt.fetch(kernelName);
      PrivateApt.Fetched busybox = apt.fetch("busybox-static");
      packages.add(kernel.about());
      packages.add(busybox.about());
      progress.accept("Unpacking them and writing the initramfs");
      PackageFiles.kernel(kernel.deb(), architecture.machine().deviceTree(), folder);
      initrd.write(folder.resolve("initrd"), PackageFiles.busybox(busybox.deb(), folder));
    }
    List<KeptFile> files = new ArrayList<>();
    files.add(KeptFile.of("kernel", folder, "kernel"));
    files.add(KeptFile.of("initrd", folder, "initrd"));
    if (!architecture.machine().deviceTree().isEmpty()) {
      files.add(KeptFile.of("dtb", folder, "dtb"));
    }
    if (options.symbols()) {
      progress.accept("Booting it once, unrecorded, for its kernel's symbols");
      SymbolsBoot.run(
          architecture,
          ports(),
          arguments(SymbolsBoot.append(ports())),
          folder,
          folder.resolve("symbols.kallsyms"));
      files.add(KeptFile.of("symbols", folder, "symbols.kallsyms"));
    }
    Json.write(
        folder.resolve(Guest.MANIFEST),
        new Guest.About(
            Guest.VERSION, architecture.debianName(), arguments(""), files, packages, END_MARKER));
  }

  /// QEMU's arguments.
  ///
  /// @param more words for the kernel's command line
  private List<String> arguments(String more) {
    Architecture architecture = options.architecture();
    List<String> arguments = new ArrayList<>(architecture.machine().withProcessor(options.cpu()));
    arguments.addAll(List.of("-nodefaults", "-display", "none", "-no-reboot"));
    arguments.addAll(ports().port());
    arguments.addAll(ports().outPort());
    arguments.addAll(List.of("-kernel", "kernel", "-initrd", "initrd"));
    if (!architecture.machine().deviceTree().isEmpty()) {
      arguments.addAll(List.of("-dtb", "dtb"));
    }
    arguments.addAll(List.of("-append", append(more)));
    return arguments;
  }

  private Architecture.Ports ports() {
    Architecture architecture = options.architecture();
    return options.quiet() ? architecture.quietPorts() : architecture.ports();
  }

  private String append(String more) {
    return Stream.of(
            options.quiet() ? options.architecture().noConsole() : "console=" + ports().console(),
            options.randomized() ? "" : "nokaslr",
            "panic=-1",
            options.architecture().machine().append(),
            options.append(),
            more)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
