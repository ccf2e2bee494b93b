package dev.tapmine.taps;

/// An address of code: of an instruction that has a tap, or one that a call returns to.
///
/// @param space that the code ran in
/// @param pc its address there
/// @param place where it lies in the guest's memory: the page's number, from 1 in the order seen,
///   times 4096, plus the offset in it; 0 when it is not known. Spaces that share a page have the
///   same place for its code at whatever address. A page may hold other code later in a recording,
///   so it is the place together with the bytes that tells code apart
/// @param instruction its bytes in memory order; empty for an address that only calls return to
public record CodeRow(int space, long pc, long place, byte[] instruction) {}
