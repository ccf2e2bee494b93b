package dev.tapmine.recording;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A bootable guest: a folder with a kernel, an initramfs and a manifest `guest.json` that says how
/// QEMU starts them.
///
/// @param folder where it lies, absolute
/// @param about what its manifest says
public record Guest(Path folder, About about) {
  static final String MANIFEST = "guest.json";
  static final int VERSION = 1;

  /// A guest's manifest.
  ///
  /// @param version of this format
  /// @param architecture Debian's name for it
  /// @param arguments QEMU's arguments after the binary; file names in them are relative to the
  ///   guest's folder
  /// @param files all that the arguments name, and the symbols
  /// @param packages what it was made of
  /// @param endMarker what it prints to its console when its work is over, before it powers off
  public record About(
      @JsonProperty(required = true) int version,
      @JsonProperty(required = true) String architecture,
      @JsonProperty(required = true) List<String> arguments,
      @JsonProperty(required = true) List<KeptFile> files,
      @JsonProperty(required = true) List<DebianPackage> packages,
      @JsonProperty(required = true) String endMarker) {}

  /// Opens a guest that was made before.
  ///
  /// @throws RecordingException when the folder is no guest, or not whole
  public static Guest open(Path folder) throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      throw new RecordingException(
          "%s is not a guest (it has no %s): make one with \"tapmine guest debian\"."
              .formatted(folder, MANIFEST));
    }
    Path absolute = folder.toAbsolutePath().normalize();
    Guest guest = new Guest(absolute, Json.read(manifest, About.class, VERSION, "guest"));
    for (KeptFile file : guest.about.files()) {
      // A recording takes each under its path, which must not lead out of the recording's folder.
      if (!file.inside(absolute)) {
        throw new RecordingException(
            "%s is damaged (its file %s lies outside): make the guest again."
                .formatted(manifest, file.path()));
      }
      file.check(absolute, false);
    }
    return guest;
  }

  public Architecture architecture() throws RecordingException {
    return Architecture.of(about.architecture());
  }

  /// The kernel's symbols as its own `/proc/kallsyms` lists them, if they were asked for.
  public Optional<Path> symbols() {
    return about.files().stream()
        .filter(f -> f.role().equals("symbols"))
        .map(f -> folder.resolve(f.path()))
        .findFirst();
  }
}
