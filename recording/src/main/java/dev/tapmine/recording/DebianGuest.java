package dev.tapmine.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Makes a bootable guest from Debian's own kernel and busybox packages.
///
/// Packages come by this machine's apt, verified by Debian's signed index; the initramfs is written
/// here, the same bytes for the same packages and script. Guests are cached by what was asked for:
/// a second request is answered without the network.
public final class DebianGuest {
  /// What a guest prints to its console when its script is over.
  public static final String END_MARKER = "tapmine: guest is done";

  /// Raised when the same request is to give another guest than before.
  private static final int RECIPE = 1;

  private static final Duration SYMBOLS_TAKE_AT_MOST = Duration.ofMinutes(5);
  private static final long LARGEST_SYMBOLS = 256L << 20;

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
    String suite = options.suite().orElse(system.codename());
    if (!suite.matches("[a-z][a-z0-9-]*")) {
      throw new RecordingException(
          suite.isEmpty()
              ? "This machine's /etc/os-release names no Debian release: give one with --suite."
              : "\"%s\" is no name of a Debian suite: give one such as trixie.".formatted(suite));
    }
    Optional<byte[]> script = script();
    Path guests = cache.resolve("guests");
    Files.createDirectories(guests);
    Architecture architecture = options.architecture();
    String name =
        "debian-%s-%s-%s"
            .formatted(suite, architecture.debianName(), key(suite, script).substring(0, 12));
    try (FileChannel lockFile =
            FileChannel.open(
                guests.resolve("." + name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = lockFile.lock()) {
      Path folder = guests.resolve(name);
      if (!options.refresh() && Files.exists(folder.resolve(Guest.MANIFEST))) {
        return Guest.open(folder);
      }
      Path aside = guests.resolve("." + name + ".partial");
      Folders.delete(aside);
      Files.createDirectories(aside);
      try {
        build(aside, suite, system, script);
        Folders.publish(aside, folder);
      } finally {
        Folders.delete(aside);
      }
      return Guest.open(folder);
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

  private String key(String suite, Optional<byte[]> script) throws IOException {
    return Digest.of(
        String.join(
                "\n",
                Integer.toString(RECIPE),
                suite,
                String.join(" ", arguments()),
                options.symbols() ? "symbols" : "",
                Digest.of(init()),
                script.map(Digest::of).orElse(""))
            .getBytes(StandardCharsets.UTF_8));
  }

  private void build(Path folder, String suite, OsRelease system, Optional<byte[]> script)
      throws IOException, InterruptedException {
    Architecture architecture = options.architecture();
    AptSources.Source source =
        AptSources.forSuite(AptSources.read(Path.of("/etc/apt")), suite, system);
    Path root = cache.resolve("apt").resolve(suite + "-" + architecture.debianName());
    Files.createDirectories(root);
    List<DebianPackage> packages = new ArrayList<>();
    try (FileChannel lockFile =
            FileChannel.open(
                root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lockFile.lock()) {
      PrivateApt apt = new PrivateApt(root, source, suite, architecture.debianName());
      progress.accept(
          "Fetching Debian's package index (%s, %s)".formatted(suite, architecture.debianName()));
      apt.update();
      String kernelName = apt.dependency(architecture.kernelPackage(), "linux-image-");
      progress.accept("Fetching " + kernelName + " and busybox-static");
      PrivateApt.Fetched kernel = apt.fetch(kernelName);
      PrivateApt.Fetched busybox = apt.fetch("busybox-static");
      packages.add(kernel.about());
      packages.add(busybox.about());
      progress.accept("Unpacking them and writing the initramfs");
      unpackKernel(kernel.deb(), architecture, folder);
      byte[] shell = unpackShell(busybox.deb(), folder);
      writeInitrd(folder.resolve("initrd"), shell, script);
    }
    List<KeptFile> files = new ArrayList<>();
    files.add(KeptFile.of("kernel", folder, "kernel"));
    files.add(KeptFile.of("initrd", folder, "initrd"));
    if (architecture.deviceTree().isPresent()) {
      files.add(KeptFile.of("dtb", folder, "dtb"));
    }
    if (options.symbols() && !architecture.outTty().isEmpty()) {
      progress.accept("Booting it once, unrecorded, for its kernel's symbols");
      takeSymbols(folder);
      files.add(KeptFile.of("symbols", folder, "symbols.kallsyms"));
    }
    Json.write(
        folder.resolve(Guest.MANIFEST),
        new Guest.About(
            Guest.VERSION, architecture.debianName(), arguments(), files, packages, END_MARKER));
  }

  private static void unpackKernel(Path deb, Architecture architecture, Path folder)
      throws IOException, InterruptedException {
    Path unpacked = folder.resolve("unpacked");
    if (architecture.deviceTree().isPresent()) {
      unpack(deb, unpacked);
    } else {
      unpackBoot(deb, unpacked);
    }
    copyNamed(unpacked.resolve("boot"), "vmlinu", folder.resolve("kernel"), deb);
    if (architecture.deviceTree().isPresent()) {
      copyNamed(unpacked, architecture.deviceTree().get(), folder.resolve("dtb"), deb);
    }
    Folders.delete(unpacked);
  }

  /// Unpacks a kernel package's `/boot` only: its modules are forty times as large.
  private static void unpackBoot(Path deb, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Command.Outcome done =
        Command.run(
            List.of(
                "sh",
                "-c",
                "dpkg-deb --fsys-tarfile \"$1\" | tar -x -C \"$2\" ./boot",
                "tapmine",
                deb.toString(),
                folder.toString()));
    refuseUnlessDone(done, deb);
  }

  private static void unpack(Path deb, Path folder) throws IOException, InterruptedException {
    Command.Outcome done =
        Command.run(List.of("dpkg-deb", "-x", deb.toString(), folder.toString()));
    refuseUnlessDone(done, deb);
  }

  private static void refuseUnlessDone(Command.Outcome done, Path deb) throws RecordingException {
    if (done.status() != 0) {
      throw new RecordingException(
          "The package %s could not be unpacked (%s): is the disk full?"
              .formatted(deb, done.lastLine()));
    }
  }

  private static void copyNamed(Path under, String prefix, Path to, Path deb) throws IOException {
    try (Stream<Path> all = Files.walk(under)) {
      Path found =
          all.filter(f -> Files.isRegularFile(f) && f.getFileName().toString().startsWith(prefix))
              .sorted()
              .findFirst()
              .orElseThrow(() ->
                  new RecordingException(
                      "The package %s has no file %s…: it is not one that Tapmine can boot."
                          .formatted(deb, prefix)));
      Files.copy(found, to);
    }
  }

  private static byte[] unpackShell(Path deb, Path folder)
      throws IOException, InterruptedException {
    Path unpacked = folder.resolve("unpacked");
    unpack(deb, unpacked);
    Path busybox = folder.resolve("busybox");
    copyNamed(unpacked, "busybox", busybox, deb);
    byte[] content = Files.readAllBytes(busybox);
    Files.delete(busybox);
    Folders.delete(unpacked);
    return content;
  }

  private void writeInitrd(Path file, byte[] busybox, Optional<byte[]> script) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16)) {
      CpioWriter cpio = new CpioWriter(packed);
      for (String name : List.of("bin", "dev", "out", "proc", "sys", "tapmine", "tmp")) {
        cpio.folder(name, 0755);
      }
      cpio.file("bin/busybox", 0755, busybox);
      cpio.characterDevice("dev/console", 0600, 5, 1);
      cpio.file("init", 0755, init());
      cpio.file(
          "tapmine/out-port",
          0644,
          options.architecture().outTty().getBytes(StandardCharsets.UTF_8));
      if (script.isPresent()) {
        cpio.file("tapmine/run", 0755, script.get());
      }
      cpio.finish();
    }
  }

  private static byte[] init() throws IOException {
    try (InputStream in = DebianGuest.class.getResourceAsStream("guest-init")) {
      return Objects.requireNonNull(in, "guest-init ships with Tapmine").readAllBytes();
    }
  }

  private List<String> arguments() {
    Architecture architecture = options.architecture();
    List<String> arguments = new ArrayList<>(architecture.machine());
    arguments.addAll(
        List.of(
            "-nodefaults", "-display", "none", "-no-reboot", "-serial", "chardev:tapmine-console"));
    arguments.addAll(architecture.outPort());
    arguments.addAll(List.of("-kernel", "kernel", "-initrd", "initrd"));
    if (architecture.deviceTree().isPresent()) {
      arguments.addAll(List.of("-dtb", "dtb"));
    }
    arguments.addAll(List.of("-append", append("")));
    return arguments;
  }

  private String append(String more) {
    return Stream.of(
            "console=" + options.architecture().console() + " nokaslr panic=-1",
            options.architecture().append(),
            options.append(),
            more)
        .filter(s -> !s.isEmpty())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  /// Boots the guest without recording it and takes its `/proc/kallsyms`. In a recording of its own
  /// this would cost as much as a tenth of the boot; addresses are the same, as nothing is
  /// randomized.
  private void takeSymbols(Path folder) throws IOException, InterruptedException {
    Qemu qemu = Qemu.locate(options.architecture());
    List<String> arguments = new ArrayList<>(List.of("-accel", "tcg"));
    try (RuntimeFolder runtime = RuntimeFolder.create()) {
      Path out = runtime.path().resolve("out");
      Path console = runtime.path().resolve("console");
      arguments.addAll(Chardevs.toFiles(console, out));
      arguments.addAll(arguments());
      arguments.removeLast();
      arguments.add(append("quiet tapmine=symbols"));
      try (QemuProcess process = QemuProcess.start(qemu, arguments, folder, runtime)) {
        if (!process.waitFor(SYMBOLS_TAKE_AT_MOST)) {
          throw new RecordingException(
              "The guest did not power off within %d minutes while its symbols were fetched: make it without symbols."
                  .formatted(SYMBOLS_TAKE_AT_MOST.toMinutes()));
        }
        Path handed = Files.createDirectory(runtime.path().resolve("handed"));
        try (InputStream in = Files.newInputStream(out)) {
          CpioReader.unpack(in, handed, LARGEST_SYMBOLS);
        }
        if (!Files.exists(handed.resolve("kallsyms"))) {
          throw new RecordingException(
              "The guest did not boot far enough to hand out its symbols (%s): %s"
                  .formatted(
                      process.lastWords(), "look at its --append, or make it without symbols."));
        }
        Files.copy(handed.resolve("kallsyms"), folder.resolve("symbols.kallsyms"));
      }
    }
  }
}
