package dev.tapmine.taps;

/// A 64 KB block of memory (`address >>> 16`) that the guest touched.
///
/// @param kinds sum of 1 read, 2 written, 4 fetched
public record TouchedRow(int space, long block, int kinds) {}
