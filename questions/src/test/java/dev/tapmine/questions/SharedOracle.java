package dev.tapmine.questions;

import dev.tapmine.taps.CodeRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which keys of folds by space are one by code, found by comparing each with each.
final class SharedOracle {
  private final List<CodeRow> rows;

  SharedOracle(List<CodeRow> rows) {
    this.rows = rows;
  }

  /// Folds by code.
  ///
  /// @param streams of the folds by space at a depth, by the lowest tap id
  /// @param keys of those folds
  /// @return the ids that a fold consists of, by the lowest of them, in the order of its stream
  Map<Integer, List<Integer>> merged(
      Map<Integer, byte[]> streams, Map<Integer, SimulatedTaps.Key> keys) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int id : streams.keySet()) {
      groups.stream()
          .filter(group -> same(key(keys, group.getFirst()), key(keys, id)))
          .findFirst()
          .ifPresentOrElse(group -> group.add(id), () -> groups.add(new ArrayList<>(List.of(id))));
    }
    Map<Integer, List<Integer>> byId = new TreeMap<>();
    for (List<Integer> group : groups) {
      byId.put(
          group.getFirst(),
          group.stream()
              .sorted(
                  Comparator.comparingInt((Integer id) -> key(keys, id).space())
                      .thenComparing(id -> id))
              .toList());
    }
    return byId;
  }

  private static SimulatedTaps.Key key(Map<Integer, SimulatedTaps.Key> keys, int id) {
    SimulatedTaps.Key key = keys.get(id);
    if (key == null) {
      throw new IllegalStateException("no key of " + id);
    }
    return key;
  }

  private boolean same(SimulatedTaps.Key one, SimulatedTaps.Key other) {
    if (one.space() == 0
        || other.space() == 0
        || one.direction() != other.direction()
        || one.callers().size() != other.callers().size()) {
      return false;
    }
    CodeRow pc = row(one.space(), one.pc());
    CodeRow otherPc = row(other.space(), other.pc());
    boolean same =
        pc.instruction().length > 0 && otherPc.instruction().length > 0 && same(pc, otherPc);
    for (int i = 0; i < one.callers().size() && same; i++) {
      same =
          same(row(one.space(), one.callers().get(i)), row(other.space(), other.callers().get(i)));
    }
    return same;
  }

  private boolean same(CodeRow one, CodeRow other) {
    if (one.place() == 0 || one.place() != other.place()) {
      return false;
    }
    if (one.instruction().length > 0 && other.instruction().length > 0) {
      return Arrays.equals(one.instruction(), other.instruction());
    }
    return rows.stream()
        .filter(row -> row.place() / 4096 == one.place() / 4096)
        .noneMatch(row -> rows.stream().anyMatch(another -> contradict(row, another)));
  }

  /// Whether two rows tell different bytes of one place.
  private static boolean contradict(CodeRow one, CodeRow other) {
    if (one.place() == other.place()
        && one.instruction().length > 0
        && other.instruction().length > 0
        && !Arrays.equals(one.instruction(), other.instruction())) {
      return true;
    }
    for (int i = 0; i < one.instruction().length; i++) {
      long at = one.place() + i - other.place();
      if (one.place() != 0
          && other.place() != 0
          && at >= 0
          && at < other.instruction().length
          && one.instruction()[i] != other.instruction()[(int) at]) {
        return true;
      }
    }
    return false;
  }

  private CodeRow row(int space, long pc) {
    return rows.stream()
        .filter(row -> row.space() == space && row.pc() == pc)
        .findFirst()
        .orElse(new CodeRow(space, pc, 0, new byte[0]));
  }
}
