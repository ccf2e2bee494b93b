package dev.tapmine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// What the probe is told: the Java side of its option list.
///
/// @param reads whether loads are delivered
/// @param writes whether stores are delivered
/// @param depth callers kept in a calling context
/// @param stack whether stack slots are delivered too
/// @param calls whether calls, returns and switches are delivered
/// @param mode whose accesses are delivered
/// @param from instruction count from which accesses are delivered
/// @param fromUser accesses are delivered from where user code runs for the first time
/// @param to instruction count at which the trace ends
/// @param check compares every block's address with the processor's, and counts where they differ
/// @param idle loaded, but instruments nothing
record ProbeOptions(
    boolean reads,
    boolean writes,
    int depth,
    boolean stack,
    boolean calls,
    Mode mode,
    OptionalLong from,
    boolean fromUser,
    OptionalLong to,
    boolean check,
    boolean idle) {

  /// Privilege of the code whose accesses are wanted.
  enum Mode {
    KERNEL,
    USER,
    BOTH
  }

  /// Everything at a depth, as mining wants it.
  static ProbeOptions mining(boolean reads, boolean writes, int depth, boolean stack) {
    return new ProbeOptions(
        reads,
        writes,
        depth,
        stack,
        false,
        Mode.BOTH,
        OptionalLong.empty(),
        false,
        OptionalLong.empty(),
        false,
        false);
  }

  /// Calls, returns and switches as well.
  ProbeOptions withCalls(boolean wanted) {
    return new ProbeOptions(
        reads, writes, depth, stack, wanted, mode, from, fromUser, to, check, idle);
  }

  ProbeOptions between(OptionalLong first, OptionalLong end) {
    return new ProbeOptions(
        reads, writes, depth, stack, calls, mode, first, false, end, check, idle);
  }

  ProbeOptions fromFirstUserCode() {
    return new ProbeOptions(
        reads, writes, depth, stack, calls, mode, OptionalLong.empty(), true, to, check, idle);
  }

  ProbeOptions of(Mode wanted) {
    return new ProbeOptions(
        reads, writes, depth, stack, calls, wanted, from, fromUser, to, check, idle);
  }

  ProbeOptions checking() {
    return new ProbeOptions(
        reads, writes, depth, stack, calls, mode, from, fromUser, to, true, idle);
  }

  ProbeOptions idling() {
    return new ProbeOptions(
        reads, writes, depth, stack, calls, mode, from, fromUser, to, check, true);
  }

  /// QEMU's argument that loads the probe so.
  ///
  /// @param probe the probe's library
  /// @param ring the ring's file
  List<String> arguments(Path probe, Path ring) {
    List<String> words = new ArrayList<>();
    words.add(escaped(probe));
    words.add("ring=" + escaped(ring));
    words.add("reads=" + onOff(reads));
    words.add("writes=" + onOff(writes));
    words.add("depth=" + depth);
    words.add("stack=" + onOff(stack));
    words.add("calls=" + onOff(calls));
    words.add("mode=" + mode.name().toLowerCase(Locale.ROOT));
    from.ifPresent(n -> words.add("from=" + n));
    if (fromUser) {
      words.add("from=user");
    }
    to.ifPresent(n -> words.add("to=" + n));
    if (check) {
      words.add("check=on");
    }
    if (idle) {
      words.add("work=idle");
    }
    return List.of("-plugin", String.join(",", words));
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  /// QEMU ends an option's value at a comma, unless it is doubled.
  private static String escaped(Path file) {
    return file.toString().replace(",", ",,");
  }
}
