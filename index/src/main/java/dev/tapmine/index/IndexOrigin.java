package dev.tapmine.index;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where an index comes from. It holds no time of day and no folder's path, so that mining the same
/// recording twice gives the same index.
///
/// @param recording the recording's name, without its folder
/// @param manifestHash hash of the recording's manifest, in hex
/// @param tapmine version of the Tapmine that mined
/// @param options how it was told to mine, by the option's name
public record IndexOrigin(
    String recording, String manifestHash, String tapmine, SortedMap<String, String> options) {
  /// Copies the options.
  public IndexOrigin {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }
}
