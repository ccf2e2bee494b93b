package dev.tapmine.taps;

/// How often a run of `upper` began where a run of `lower` ended, or the other way round, within
/// the last five runs of the system (the seed paper's correlation of taps), for two different taps
/// of one direction and space.
public record AdjacentRow(int lower, int upper, long times) {}
