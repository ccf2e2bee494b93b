package dev.tapmine.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What kind of Debian guest to make.
///
/// @param architecture of the guest, whatever this machine's is
/// @param append more words for the kernel's command line
/// @param script run by the guest's shell after boot; then the guest powers off
/// @param suite Debian's, such as `trixie`; without it that of this machine, or the nearest one
///   that has the architecture
/// @param cpu QEMU's model of the processor, such as `max`; without it the architecture's usual one
/// @param files of the user's own that the guest is to have
/// @param quiet whether the kernel has no console, so that its log is only where it keeps it
/// @param randomized whether the kernel may choose where it lies (KASLR)
/// @param symbols whether to fetch the kernel's symbols, by one boot that is not recorded
/// @param refresh whether to look for newer packages although the guest is cached
public record DebianGuestOptions(
    Architecture architecture,
    String append,
    Optional<Path> script,
    Optional<String> suite,
    Optional<String> cpu,
    List<GuestFile> files,
    boolean quiet,
    boolean randomized,
    boolean symbols,
    boolean refresh) {
  public DebianGuestOptions {
    files = List.copyOf(files);
  }

  /// A boot and nothing else, of this machine's release, with symbols.
  public static DebianGuestOptions of(Architecture architecture) {
    return new DebianGuestOptions(
        architecture,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        false,
        true,
        false);
  }

  public DebianGuestOptions withAppend(String words) {
    return new DebianGuestOptions(
        architecture, words, script, suite, cpu, files, quiet, randomized, symbols, refresh);
  }

  public DebianGuestOptions withScript(Path file) {
    return new DebianGuestOptions(
        architecture,
        append,
        Optional.of(file),
        suite,
        cpu,
        files,
        quiet,
        randomized,
        symbols,
        refresh);
  }

  public DebianGuestOptions withSuite(String name) {
    return new DebianGuestOptions(
        architecture,
        append,
        script,
        Optional.of(name),
        cpu,
        files,
        quiet,
        randomized,
        symbols,
        refresh);
  }

  public DebianGuestOptions withCpu(String model) {
    return new DebianGuestOptions(
        architecture,
        append,
        script,
        suite,
        Optional.of(model),
        files,
        quiet,
        randomized,
        symbols,
        refresh);
  }

  public DebianGuestOptions withFiles(List<GuestFile> wanted) {
    return new DebianGuestOptions(
        architecture, append, script, suite, cpu, wanted, quiet, randomized, symbols, refresh);
  }

  public DebianGuestOptions withQuiet(boolean wanted) {
    return new DebianGuestOptions(
        architecture, append, script, suite, cpu, files, wanted, randomized, symbols, refresh);
  }

  public DebianGuestOptions withRandomized(boolean wanted) {
    return new DebianGuestOptions(
        architecture, append, script, suite, cpu, files, quiet, wanted, symbols, refresh);
  }

  public DebianGuestOptions withSymbols(boolean wanted) {
    return new DebianGuestOptions(
        architecture, append, script, suite, cpu, files, quiet, randomized, wanted, refresh);
  }

  public DebianGuestOptions withRefresh(boolean wanted) {
    return new DebianGuestOptions(
        architecture, append, script, suite, cpu, files, quiet, randomized, symbols, wanted);
  }
}
