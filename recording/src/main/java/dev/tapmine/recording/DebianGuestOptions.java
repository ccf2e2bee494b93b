package dev.tapmine.recording;

import java.nio.file.Path;
import java.util.Optional;

/// What kind of Debian guest to make.
///
/// @param architecture of the guest, whatever this machine's is
/// @param append more words for the kernel's command line
/// @param script run by the guest's shell after boot; then the guest powers off
/// @param suite Debian's, such as `trixie`; without it that of this machine
/// @param symbols whether to fetch the kernel's symbols, by one boot that is not recorded
/// @param refresh whether to look for newer packages although the guest is cached
public record DebianGuestOptions(
    Architecture architecture,
    String append,
    Optional<Path> script,
    Optional<String> suite,
    boolean symbols,
    boolean refresh) {
  /// A boot and nothing else, of this machine's release, with symbols.
  public static DebianGuestOptions of(Architecture architecture) {
    return new DebianGuestOptions(
        architecture, "", Optional.empty(), Optional.empty(), true, false);
  }

  public DebianGuestOptions withAppend(String words) {
    return new DebianGuestOptions(architecture, words, script, suite, symbols, refresh);
  }

  public DebianGuestOptions withScript(Path file) {
    return new DebianGuestOptions(architecture, append, Optional.of(file), suite, symbols, refresh);
  }

  public DebianGuestOptions withSuite(String name) {
    return new DebianGuestOptions(
        architecture, append, script, Optional.of(name), symbols, refresh);
  }

  public DebianGuestOptions withSymbols(boolean wanted) {
    return new DebianGuestOptions(architecture, append, script, suite, wanted, refresh);
  }

  public DebianGuestOptions withRefresh(boolean wanted) {
    return new DebianGuestOptions(architecture, append, script, suite, symbols, wanted);
  }
}
