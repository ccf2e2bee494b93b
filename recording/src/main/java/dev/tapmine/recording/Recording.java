package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A whole recording on disk. It is only read; a replay leaves no trace in it.
public final class Recording {
  private final Path folder;
  private final Manifest manifest;
  private final String manifestSha256;

  private Recording(Path folder, Manifest manifest, String manifestSha256) {
    this.folder = folder;
    this.manifest = manifest;
    this.manifestSha256 = manifestSha256;
  }

  /// Opens a recording and looks whether it is whole; contents are compared with their hashes when
  /// it is replayed.
  ///
  /// @throws RecordingException when it is no recording, of a newer version, or lacks something
  public static Recording open(Path folder) throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    if (!Files.isRegularFile(file)) {
      throw new RecordingException(
          "%s is not a recording (it has no %s): make one with \"tapmine record\"."
              .formatted(folder, Manifest.FILE));
    }
    Path absolute = folder.toAbsolutePath().normalize();
    Manifest manifest = Json.read(file, Manifest.class, Manifest.VERSION, "recording");
    if (manifest.file("log").isEmpty()) {
      throw new RecordingException(
          "%s is damaged (it names no log): record again.".formatted(file));
    }
    if (manifest.instructions() < 0 || manifest.shift() < 0 || manifest.shift() > 10) {
      throw new RecordingException(
          "%s is damaged (%d instructions, an icount shift of %d): record again."
              .formatted(file, manifest.instructions(), manifest.shift()));
    }
    for (KeptFile kept : manifest.files()) {
      kept.check(absolute, false);
    }
    return new Recording(absolute, manifest, Digest.of(file));
  }

  public Path folder() {
    return folder;
  }

  /// The folder's own name.
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  public Manifest manifest() {
    return manifest;
  }

  /// SHA-256 of the manifest, which itself has the hashes of all else: it names the recording.
  public String manifestSha256() {
    return manifestSha256;
  }

  /// What the guest printed to its serial console.
  public Path console() {
    return folder.resolve(Recorder.CONSOLE);
  }

  /// The files that the guest handed out, if any; all from the guest, so not to be trusted.
  public Optional<Path> handedOut() {
    return Optional.of(folder.resolve(Recorder.FILES)).filter(Files::isDirectory);
  }

  /// The kernel's symbols in the format of `/proc/kallsyms`: those the guest handed out itself,
  /// else those that came with the guest.
  public Optional<Path> symbols() {
    Path own = folder.resolve(Recorder.FILES).resolve("kallsyms");
    if (Files.isRegularFile(own)) {
      return Optional.of(own);
    }
    return manifest.file("symbols").map(f -> folder.resolve(f.path()));
  }

  /// Executes it again with the QEMU of this machine.
  ///
  /// @throws RecordingException when QEMU or a file differs from what recorded, unless forced
  public Replay replay(ReplayOptions options) throws IOException, InterruptedException {
    return replay(Qemu.locate(manifest.target()), options);
  }

  Replay replay(Qemu qemu, ReplayOptions options) throws IOException, InterruptedException {
    refuseHostile();
    if (!options.force()) {
      refuseAnother(qemu);
      for (KeptFile kept : manifest.files()) {
        kept.check(folder, true);
      }
    }
    List<String> arguments =
        new ArrayList<>(
            options.console().isPresent()
                ? Chardevs.consoleOnly(options.console().get().toAbsolutePath())
                : Chardevs.dropped());
    arguments.addAll(manifest.arguments());
    arguments.addAll(options.extraArguments());
    RuntimeFolder runtime = RuntimeFolder.create();
    try {
      String log = manifest.file("log").orElseThrow().path();
      Run run =
          Run.start(
              qemu,
              arguments,
              "replay",
              manifest.shift(),
              log,
              OptionalLong.of(manifest.instructions()),
              folder,
              runtime);
      return Replay.of(run, manifest, options.stall());
    } catch (IOException | InterruptedException | RuntimeException e) {
      runtime.close();
      throw e;
    }
  }

  /// A recording may be anybody's: what it would make QEMU do here is looked over, forced or not.
  private void refuseHostile() throws IOException {
    Set<String> kept = new HashSet<>();
    for (KeptFile file : manifest.files()) {
      if (!file.inside(folder) || !file.in(folder).toRealPath().startsWith(folder.toRealPath())) {
        throw new RecordingException(
            "%s is not replayed, since its file %s lies outside of it: do not trust it."
                .formatted(folder, file.path()));
      }
      kept.add(file.path());
    }
    ReplayedArguments arguments = new ReplayedArguments(kept);
    Optional<ReplayedArguments.Refusal> refused = arguments.firstRefused(manifest.arguments());
    if (refused.isPresent()) {
      throw new RecordingException(
          "%s is not replayed, since its manifest gives QEMU %s (%s): do not trust it."
              .formatted(folder, refused.get().given(), refused.get().reason()));
    }
    for (String image : arguments.images()) {
      Optional<String> reason = Drives.dependence(folder.resolve(image));
      if (reason.isPresent()) {
        throw new RecordingException(
            "%s is not replayed, since its disk %s may not be opened (%s): do not trust it."
                .formatted(folder, image, reason.get()));
      }
    }
  }

  private void refuseAnother(Qemu qemu) throws RecordingException {
    if (!qemu.version().equals(manifest.qemuVersion())) {
      throw new RecordingException(
          "%s was recorded with QEMU %s and this machine has %s (%s): install that version, record again, or force it."
              .formatted(folder, manifest.qemuVersion(), qemu.version(), qemu.path()));
    }
    if (!qemu.sha256().equals(manifest.qemuSha256())) {
      throw new RecordingException(
          "%s was recorded with another build of QEMU %s than %s (its SHA-256 differs): record again, or force it."
              .formatted(folder, manifest.qemuVersion(), qemu.path()));
    }
  }
}
