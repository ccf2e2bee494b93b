package dev.tapmine.questions;

/// A stretch of a channel's stream: bytes of the exemplar's alphabet that stood at contiguous
/// addresses and were put there one after the other.
///
/// @param first time of the first access, in instructions
/// @param last time of the last access
/// @param address of the first byte
/// @param bytes in memory order
public record Piece(long first, long last, long address, byte[] bytes) {}
