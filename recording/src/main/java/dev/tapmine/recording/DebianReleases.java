package dev.tapmine.recording;

import java.util.List;

/// The releases of Debian that have a kernel for an architecture.
///
/// @param first codename of the oldest that has one, or empty
/// @param last codename of the newest that has one, or empty while new ones still do
record DebianReleases(String first, String last) {
  private static final List<String> IN_ORDER = List.of("bullseye", "bookworm", "trixie", "forky");

  static final DebianReleases ALL = new DebianReleases("", "");

  static DebianReleases from(String first) {
    return new DebianReleases(first, "");
  }

  static DebianReleases until(String last) {
    return new DebianReleases("", last);
  }

  /// The release to take when a machine runs another: its own if it has the architecture, else the
  /// nearest that does. A release that is not known here is taken as it is.
  String nearest(String ofMachine) {
    int wanted = IN_ORDER.indexOf(ofMachine);
    if (wanted < 0) {
      return ofMachine;
    }
    if (!first.isEmpty() && wanted < IN_ORDER.indexOf(first)) {
      return first;
    }
    return !last.isEmpty() && wanted > IN_ORDER.indexOf(last) ? last : ofMachine;
  }
}
