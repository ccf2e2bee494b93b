package dev.tapmine.questions;

import java.util.List;
import java.util.Map;

/// Taps that are alike.
///
/// @param number counted from 1, larger clusters of a name first
/// @param name of what most of them carry
/// @param content the same as a label
/// @param part which of several clusters of that name; 0 if there is only one
/// @param taps how many
/// @param bytes of their streams together
/// @param redundancies how many taps have which, most first
/// @param contents how many taps have which label by themselves, most first
/// @param apart what distinguishes them from all taps, in words
/// @param typical those nearest to their mean
public record Cluster(
    int number,
    String name,
    Content content,
    int part,
    int taps,
    long bytes,
    Map<Redundancy, Integer> redundancies,
    Map<Content, Integer> contents,
    String apart,
    List<FoldedTap> typical) {
  /// Copies the list.
  public Cluster {
    typical = List.copyOf(typical);
  }
}
