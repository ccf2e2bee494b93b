package dev.tapmine.taps;

/// Numbers of accesses by width.
public record AccessSizes(long one, long two, long four, long eight, long sixteen) {}
