package dev.tapmine.questions;

/// How taps are brought together.
public enum ClusterMethod {
  /// By the classes of their values; inside a class by byte pairs.
  PROFILES,
  /// As the seed paper says: byte pairs under the Jensen-Shannon divergence.
  PAPER,
  /// As the script published with it does: byte pairs weighted by rarity, under the cosine.
  SCRIPT
}
