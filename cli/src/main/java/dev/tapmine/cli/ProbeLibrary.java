package dev.tapmine.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/// The probe's library on disk. QEMU 11 refuses plugins of the interface that QEMU 10 speaks, so
/// there are two builds of one source.
final class ProbeLibrary {
  private ProbeLibrary() {}

  /// The build that a QEMU loads.
  ///
  /// @param qemuVersion such as `10.0.2`
  static Path forQemu(String qemuVersion) throws UsageException {
    int dot = qemuVersion.indexOf('.');
    int major = Integer.parseInt(dot < 0 ? qemuVersion : qemuVersion.substring(0, dot));
    String name = major >= 11 ? "tapmine-probe-api7.so" : "tapmine-probe-api4.so";
    String folder = System.getProperty("tapmine.probe", "probe/build");
    Path library = Path.of(folder, name).toAbsolutePath().normalize();
    if (!Files.isReadable(library)) {
      throw new UsageException(
          "The probe "
              + library
              + " is not built: start Tapmine by its script, or run \"make -C probe\".");
    }
    return library;
  }
}
