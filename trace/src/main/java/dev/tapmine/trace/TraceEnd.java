package dev.tapmine.trace;

/// The end of a trace: how it came, and what the probe said about itself.
///
/// @param account what the probe counted
/// @param architecture QEMU's name for the guest's, such as `x86_64`; empty when refused
/// @param bigEndian whether the guest is; an access's value has its bytes in memory order all the
///   same, so this only says how to read it as a number
/// @param batches read
/// @param time of the last event that has one, in instructions since the recording's start
/// @param message why the probe refused, or what there is to know of the trace, mostly nothing;
///   from the probe, so to be escaped for a terminal
public record TraceEnd(
    Ending ending,
    Account account,
    String architecture,
    boolean bigEndian,
    long batches,
    long time,
    String message) {}
