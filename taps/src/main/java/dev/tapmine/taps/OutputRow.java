package dev.tapmine.taps;

/// An extent that an activation left behind: what it, and what it called, had written to a stretch
/// of memory when it returned, the last writer's bytes; or what they had read there, as first read.
///
/// @param context number of the output context: [OutputContextRow#id]
/// @param activation serial of the activation, the same for all its extents
/// @param address of the first byte
/// @param first time of the first access
/// @param last time of the last access
/// @param firstTap tap of the first access
/// @param lastTap tap of the last access
/// @param bytes in memory order; owned by the receiver
public record OutputRow(
    int context,
    int activation,
    long address,
    long first,
    long last,
    int firstTap,
    int lastTap,
    byte[] bytes) {}
