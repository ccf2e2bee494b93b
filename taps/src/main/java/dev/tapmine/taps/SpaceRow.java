package dev.tapmine.taps;

/// An address space that code ran in; id 0 is all kernel code.
///
/// @param root page-table root, with the bits that are no address masked off
/// @param incarnation 0 for the root's first use, one more for each process that took it over
public record SpaceRow(int id, long root, long incarnation, long first, long last) {}
