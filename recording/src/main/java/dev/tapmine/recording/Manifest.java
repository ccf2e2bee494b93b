package dev.tapmine.recording;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a recording's `manifest.json` says. It holds no time of day: the log and the files tell two
/// recordings apart.
///
/// @param version of this format
/// @param tapmine version that recorded
/// @param architecture of the guest: Debian's name for it if Tapmine made the guest, else QEMU's
/// @param qemuVersion such as `10.0.2`
/// @param qemuSha256 of the emulator's binary
/// @param shift QEMU's `-icount shift`: an instruction takes `2^shift` ns of the guest's time
/// @param arguments QEMU's, after the binary and without what record and replay add themselves;
///   file names are relative to the recording's folder
/// @param command the complete command line that recorded, for people to read
/// @param files what a replay needs, the log among them, and the symbols
/// @param packages what the guest was made of, if Tapmine made it
/// @param endMarker what the guest prints to its console when its work is over, or empty
/// @param ending how it came to its end
/// @param instructions that a replay executes, as QEMU counts them: it halts at exactly this
///   number. A guest that powered off had a million more, in which nothing happens but that
public record Manifest(
    @JsonProperty(required = true) int version,
    @JsonProperty(required = true) String tapmine,
    @JsonProperty(required = true) String architecture,
    @JsonProperty(required = true) String qemuVersion,
    @JsonProperty(required = true) String qemuSha256,
    @JsonProperty(required = true) int shift,
    @JsonProperty(required = true) List<String> arguments,
    @JsonProperty(required = true) List<String> command,
    @JsonProperty(required = true) List<KeptFile> files,
    @JsonProperty(required = true) List<DebianPackage> packages,
    @JsonProperty(required = true) String endMarker,
    @JsonProperty(required = true) Ending ending,
    @JsonProperty(required = true) long instructions) {
  static final int VERSION = 1;
  static final String FILE = "manifest.json";

  /// QEMU's name for the architecture: `qemu-system-` and this recorded, and replays.
  public String target() {
    return Architecture.named(architecture).map(Architecture::target).orElse(architecture);
  }

  /// The first kept file with a role, such as `kernel` or `log`.
  public Optional<KeptFile> file(String role) {
    return files.stream().filter(f -> f.role().equals(role)).findFirst();
  }

  /// The version of the Tapmine that runs.
  public static String runningTapmine() throws IOException {
    try (InputStream in = Manifest.class.getResourceAsStream("tapmine.version")) {
      return new String(
              Objects.requireNonNull(in, "tapmine.version ships with Tapmine").readAllBytes(),
              StandardCharsets.UTF_8)
          .strip();
    }
  }
}
