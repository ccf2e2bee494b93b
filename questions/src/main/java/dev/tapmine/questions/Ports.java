package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.TapRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Taps all of whose accesses are to one address of one space, as a serial port's data register has
/// them: what several instructions send there is one stream, that of the port. What more than
/// [#MOST] share is taken for a variable.
final class Ports {
  /// Taps of one port beside the one asked for.
  private static final int MOST = 15;

  private final Map<TapPlace, Port> ports = new HashMap<>();
  private final List<Map<Port, TreeSet<Integer>>> foldsAt = new ArrayList<>();
  private final List<Map<Integer, Port>> portOf = new ArrayList<>();
  private final List<BitSet> elsewhere = new ArrayList<>();

  private record Port(Direction direction, boolean user, int space, long lowest, long highest) {
    static Port of(TapRow tap) {
      return new Port(tap.direction(), tap.user(), tap.space(), tap.lowest(), tap.highest());
    }

    static boolean isOne(TapRow tap) {
      return tap.accesses() * (tap.highest() - tap.lowest() + 1) == tap.bytes();
    }
  }

  private Ports() {}

  /// Finds the ports of some taps and who else has them.
  ///
  /// @param folds the levels
  static Ports of(TapSource source, List<Folds> folds, List<TapPlace> some) throws IOException {
    Ports found = new Ports();
    if (some.isEmpty()) {
      return found;
    }
    Map<Integer, List<TapPlace>> byTap = new HashMap<>();
    some.forEach(place -> byTap.computeIfAbsent(place.tap(), _ -> new ArrayList<>()).add(place));
    source.taps(tap -> {
      if (Port.isOne(tap)) {
        byTap
            .getOrDefault(tap.id(), List.of())
            .forEach(place -> found.ports.put(place, Port.of(tap)));
      }
    });
    for (Folds at : folds) {
      Map<Port, TreeSet<Integer>> here = new HashMap<>();
      found.ports.values().forEach(port -> here.put(port, new TreeSet<>()));
      found.foldsAt.add(here);
      found.portOf.add(new HashMap<>());
      found.elsewhere.add(new BitSet(at.size()));
    }
    if (!found.ports.isEmpty()) {
      source.taps(tap -> found.look(tap, folds));
    }
    return found;
  }

  private void look(TapRow tap, List<Folds> folds) {
    for (int level = 0; level < folds.size(); level++) {
      int fold = folds.get(level).foldOf(tap.id());
      if (fold >= 0) {
        Port port = Port.of(tap);
        TreeSet<Integer> at = Port.isOne(tap) ? foldsAt.get(level).get(port) : null;
        if (at != null && port.equals(portOf.get(level).getOrDefault(fold, port))) {
          portOf.get(level).put(fold, port);
          at.add(fold);
        } else {
          elsewhere.get(level).set(fold);
        }
      }
    }
  }

  /// The other folds of a tap's port, at its level; none where it is at more than one address.
  List<Integer> others(TapPlace of) {
    Port port = ports.get(of);
    if (port == null || elsewhere.get(of.level()).get(of.fold())) {
      return List.of();
    }
    List<Integer> others =
        foldsAt.get(of.level()).getOrDefault(port, new TreeSet<>()).stream()
            .filter(fold -> fold != of.fold() && !elsewhere.get(of.level()).get(fold))
            .toList();
    return others.size() > MOST ? List.of() : others;
  }
}
