package dev.tapmine.taps;

/// The bytes of an instruction that has a tap.
public record CodeRow(int space, long pc, byte[] instruction) {}
