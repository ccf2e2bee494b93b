package dev.tapmine.taps;

import dev.tapmine.trace.TraceVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A pass that keeps the runs of some taps, all of them up to a bound, where mining keeps the
/// beginning and the end of a long stream. Feed it the trace of another replay of the recording,
/// mined at the same depth.
public final class RunsPass implements TraceVisitor {
  /// Bytes that a run takes beside its own.
  private static final int HEADER = 64;

  /// A run that may go on keeps no larger buffer than this for the next one.
  private static final int SMALL = 1024;

  private final TapMatcher matcher;
  private final long mostBytes;
  private final List<List<RunRow>> runs = new ArrayList<>();
  private final Map<Integer, Open> open = new HashMap<>();
  private long bytes;
  private long dropped;

  /// A run that may go on.
  private static final class Open {
    private final int number;
    private long time;
    private long address;
    private int width;
    private int length;
    private byte[] bytes = new byte[64];

    Open(int number) {
      this.number = number;
    }
  }

  /// @param mostBytes kept at the most, each run's header counted as 64; runs that do not fit are
  ///   counted
  public RunsPass(List<WantedTap> wanted, long mostBytes) {
    this.matcher = new TapMatcher(wanted);
    this.mostBytes = mostBytes;
    wanted.forEach(any -> runs.add(new ArrayList<>()));
  }

  /// The runs of each tap wanted, in their order, by time; their tap is its place in that order.
  /// Ends the pass.
  public List<List<RunRow>> finish() {
    open.values().forEach(this::end);
    open.clear();
    runs.forEach(own -> own.sort(Comparator.comparingLong(RunRow::time)));
    return runs;
  }

  /// Runs left out since there were too many bytes.
  public long dropped() {
    return dropped;
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    int number = matcher.number(tap);
    if (number < 0) {
      return;
    }
    Open run = open.computeIfAbsent(tap, any -> new Open(number));
    if (run.width != size || run.address + run.length != address) {
      end(run);
      run.time = time;
      run.address = address;
      run.width = size;
      run.length = 0;
    }
    if (run.length + size > run.bytes.length) {
      run.bytes = Arrays.copyOf(run.bytes, run.bytes.length * 2);
    }
    for (int i = 0; i < size; i++) {
      run.bytes[run.length++] = AccessValue.at(i, value, high);
    }
    if (run.length >= 1 << 16) {
      end(run);
      run.width = 0;
      run.length = 0;
    }
  }

  private void end(Open run) {
    if (run.length == 0) {
      return;
    }
    keep(run);
    if (run.bytes.length > SMALL) {
      run.bytes = new byte[SMALL];
    }
  }

  private void keep(Open run) {
    bytes += run.length + HEADER;
    if (bytes > mostBytes) {
      dropped++;
      return;
    }
    runs.get(run.number)
        .add(
            new RunRow(
                run.number,
                run.time,
                run.address,
                run.width,
                Arrays.copyOf(run.bytes, run.length)));
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    matcher.tap(tap, pc, context, space, write);
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    matcher.context(context, parent, returnAddress, depth);
  }
}
