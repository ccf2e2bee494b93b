package dev.tapmine.system;

import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.DebianGuestOptions;
import dev.tapmine.recording.Qemu;
import dev.tapmine.recording.RecordOptions;
import dev.tapmine.recording.Recorder;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// Boots of Debian guests, recorded once a test run and shared by the tests.
final class Boots {
  private static final Map<Architecture, Recording> RECORDED = new EnumMap<>(Architecture.class);

  private Boots() {}

  /// The recording of a guest's boot, made now if no test has asked for it before.
  static synchronized Recording of(Architecture architecture)
      throws IOException, InterruptedException {
    Recording known = RECORDED.get(architecture);
    if (known == null) {
      Path folder = Files.createDirectories(Path.of("target", "boots"));
      known =
          new Recorder(Qemu.locate(architecture), RecordOptions.standard().withReplace(true))
              .record(
                  DebianGuest.make(DebianGuestOptions.of(architecture), line -> {}),
                  folder.resolve(architecture.debianName()));
      RECORDED.put(architecture, known);
    }
    return known;
  }

  /// The probe for the QEMU that is installed, as `make -C probe` leaves it.
  static Path probe() throws IOException, InterruptedException {
    int api = Qemu.locate(Architecture.ARM64).version().startsWith("10.") ? 4 : 7;
    Path library = Path.of("..", "probe", "build", "tapmine-probe-api" + api + ".so");
    if (!Files.isRegularFile(library)) {
      throw new IllegalStateException("Build the probe first: make -C probe");
    }
    return library.toAbsolutePath().normalize();
  }

  /// The witness's sources.
  static Path witness() {
    return Path.of("..", "witness").toAbsolutePath().normalize();
  }
}
