package dev.tapmine.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What `eval speed` runs and compares with the plain replay.
enum SpeedVariant {
  PLAIN("plain replay", Work.PLAIN, true, true, false),
  IDLE("replay, probe loaded and idle", Work.IDLE, true, true, false),
  DROP_WRITES("writes, ring drained and dropped", Work.DROP, false, true, false),
  MINE_WRITES("writes, mined to an index", Work.MINE, false, true, false),
  MINE_WRITES_OUTPUTS("writes and outputs, mined to an index", Work.OUTPUTS, false, true, false),
  DROP_BOTH("reads and writes, ring drained and dropped", Work.DROP, true, true, false),
  MINE_BOTH("reads and writes, mined to an index", Work.MINE, true, true, false),
  MINE_BOTH_OUTPUTS(
      "reads, writes and outputs, mined to an index", Work.OUTPUTS, true, true, false),
  MINE_WRITES_STACK("writes with stack slots, mined to an index", Work.MINE, false, true, true),
  MINE_BOTH_STACK(
      "reads and writes with stack slots, mined to an index", Work.MINE, true, true, true);

  /// What is done with the replay's accesses.
  enum Work {
    PLAIN,
    IDLE,
    DROP,
    MINE,
    OUTPUTS
  }

  private final String words;
  private final Work work;
  private final boolean reads;
  private final boolean writes;
  private final boolean stack;

  SpeedVariant(String words, Work work, boolean reads, boolean writes, boolean stack) {
    this.words = words;
    this.work = work;
    this.reads = reads;
    this.writes = writes;
    this.stack = stack;
  }

  String words() {
    return words;
  }

  Work work() {
    return work;
  }

  ProbeOptions probe(int depth) {
    ProbeOptions mining = ProbeOptions.mining(reads, writes, depth, stack);
    return work == Work.IDLE ? mining.idling() : mining.withCalls(work == Work.OUTPUTS);
  }

  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }
}
