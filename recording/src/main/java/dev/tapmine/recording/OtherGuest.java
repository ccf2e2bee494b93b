package dev.tapmine.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes a guest of another system than Linux, of what Debian's package holds and nothing else.
public final class OtherGuest {
  private static final int RECIPE = 1;

  private OtherGuest() {}

  /// Gives the guest that was asked for, from the cache or new.
  ///
  /// @param suite Debian's, or else this machine's or the nearest that has the architecture
  /// @param refresh whether to look for a newer package although the guest is cached
  /// @param progress gets a line at each long step
  public static Guest make(
      OtherSystem system, Optional<String> suite, boolean refresh, Consumer<String> progress)
      throws IOException, InterruptedException {
    OsRelease here = OsRelease.ofThisMachine();
    DebianGuestOptions options = DebianGuestOptions.of(system.architecture());
    String from =
        DebianGuest.suite(suite.isPresent() ? options.withSuite(suite.get()) : options, here);
    List<String> arguments = system.arguments();
    String key =
        Digest.of(
            String.join("\n", Integer.toString(RECIPE), from, String.join(" ", arguments))
                .getBytes(StandardCharsets.UTF_8));
    Path cache = DebianGuest.userCache();
    return KeptGuests.of(
        cache,
        "%s-%s-%s".formatted(system.word(), from, key.substring(0, 12)),
        refresh,
        folder -> {
          progress.accept("Fetching %s (%s)".formatted(system.packageName(), from));
          PrivateApt.Fetched fetched;
          try (LockedApt locked = LockedApt.open(cache, from, system.architecture(), here)) {
            fetched = locked.apt().fetch(system.packageName());
            PackageFiles.file(fetched.deb(), system.path(), folder.resolve("kernel"));
          }
          Json.write(
              folder.resolve(Guest.MANIFEST),
              new Guest.About(
                  Guest.VERSION,
                  system.architecture().debianName(),
                  arguments,
                  List.of(KeptFile.of("kernel", folder, "kernel")),
                  List.of(fetched.about()),
                  system.lastWords()));
        });
  }
}
