package dev.tapmine.questions;

import java.util.Comparator;

/// A fold at one of several depths.
///
/// @param level which of the depths, from the shallowest on
/// @param fold its number there
/// @param distance to the exemplar, or another figure to order places by, lowest first
/// @param tap the lowest tap in it
record TapPlace(int level, int fold, double distance, int tap) {
  static final Comparator<TapPlace> NEAREST =
      Comparator.comparingDouble(TapPlace::distance)
          .thenComparingInt(TapPlace::level)
          .thenComparingInt(TapPlace::tap);
}
