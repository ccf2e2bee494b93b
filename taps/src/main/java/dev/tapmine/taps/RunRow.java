package dev.tapmine.taps;

/// A stretch of a tap's stream at ascending contiguous addresses, written by accesses of one width.
///
/// @param tap the tap at the depth mined
/// @param time of the run's first access
/// @param address of the run's first byte
/// @param width bytes of each access, 1, 2, 4, 8 or 16
/// @param bytes in memory order; owned by the receiver
public record RunRow(int tap, long time, long address, int width, byte[] bytes) {}
