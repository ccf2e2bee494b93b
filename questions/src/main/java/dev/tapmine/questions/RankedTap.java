package dev.tapmine.questions;

/// A tap's place in a ranking.
///
/// @param rank 1 for the nearest
/// @param distance Jensen-Shannon divergence in nats, 0 to ln 2
public record RankedTap(int rank, double distance, FoldedTap tap) {}
