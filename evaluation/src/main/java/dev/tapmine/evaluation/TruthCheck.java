package dev.tapmine.evaluation;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.RunRow;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Compares what one run of the witness claims with the taps of one address space.
final class TruthCheck {
  private final WitnessRun run;
  private final KnownTaps taps;
  private final List<KnownTap> here;

  TruthCheck(WitnessRun run, KnownTaps taps, int space) {
    this.run = run;
    this.taps = taps;
    this.here = taps.in(space);
  }

  /// Where what was mined differs from the truth, in words; empty where it does not.
  Optional<String> deviation(Truth truth) {
    if (truth.claim() instanceof Claim.OwnCaller) {
      return ownCallers(truth).deviation();
    }
    if (truth.anyCode()) {
      return memory(truth);
    }
    List<KnownTap> told =
        here.stream()
            .filter(t -> t.direction() == truth.direction() && truth.isIn(t.pc()))
            .toList();
    List<KnownTap> its =
        told.stream().filter(t -> truth.calledBy(t.callers(), taps.depth())).toList();
    Optional<String> stranger = stranger(truth, told);
    return stranger.isPresent() ? stranger : stream(truth, its);
  }

  /// A tap of the truth's code whose callers, or whose memory, no truth of this run has.
  private Optional<String> stranger(Truth truth, List<KnownTap> told) {
    List<Truth> sharing =
        run.truths().stream()
            .filter(t -> t.direction() == truth.direction() && t.low() == truth.low())
            .toList();
    for (KnownTap tap : told) {
      List<Truth> its =
          sharing.stream().filter(t -> t.calledBy(tap.callers(), taps.depth())).toList();
      if (its.isEmpty()) {
        return Optional.of(
            "%,d accesses by %x called from %s"
                .formatted(tap.accesses(), tap.pc(), hex(tap.callers())));
      }
      for (RunRow row : tap.runs()) {
        if (its.stream().noneMatch(t -> t.holds(row.address(), row.bytes().length))) {
          return Optional.of(
              "%x accesses %,d bytes at %x".formatted(tap.pc(), row.bytes().length, row.address()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> stream(Truth truth, List<KnownTap> its) {
    if (its.stream().anyMatch(t -> !t.complete())) {
      return Optional.of("content was cut");
    }
    List<RunRow> runs = new ArrayList<>();
    for (KnownTap tap : its) {
      tap.runs().stream()
          .filter(r -> truth.holds(r.address(), r.bytes().length))
          .forEach(runs::add);
    }
    runs.sort(Comparator.comparingLong(RunRow::time));
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    long accesses = 0;
    for (RunRow row : runs) {
      if (truth.width() != 0 && row.width() != truth.width()) {
        return Optional.of("accesses of %d bytes".formatted(row.width()));
      }
      accesses += row.bytes().length / row.width();
      stream.writeBytes(row.bytes());
    }
    if (truth.accesses() != 0 && accesses != truth.accesses()) {
      return Optional.of("%,d accesses of %,d".formatted(accesses, truth.accesses()));
    }
    if (stream.size() != truth.bytes()) {
      return Optional.of("%,d bytes of %,d".formatted(stream.size(), truth.bytes()));
    }
    int at = Claim.difference(truth.claim(), stream.toByteArray());
    return at < 0 ? Optional.empty() : Optional.of("byte %,d is another".formatted(at));
  }

  /// What the memory holds in the end, whoever wrote it.
  private Optional<String> memory(Truth truth) {
    byte[] content = new byte[Math.toIntExact(truth.length())];
    boolean[] written = new boolean[content.length];
    here.stream()
        .filter(t -> t.direction() == Direction.WRITE)
        .flatMap(t -> t.runs().stream())
        .sorted(Comparator.comparingLong(RunRow::time))
        .forEach(row -> {
          for (int i = 0; i < row.bytes().length; i++) {
            long at = row.address() + i - truth.buffer();
            if (at >= 0 && at < content.length) {
              content[(int) at] = row.bytes()[i];
              written[(int) at] = true;
            }
          }
        });
    for (int i = 0; i < written.length; i++) {
      if (!written[i]) {
        return Optional.of("byte %,d was never written".formatted(i));
      }
    }
    int at = Claim.difference(truth.claim(), content);
    return at < 0 ? Optional.empty() : Optional.of("byte %,d is another".formatted(at));
  }

  /// Calls of a function that stores its own return address, and how many of them had another
  /// caller than the tap says.
  record Callers(long calls, long wrong, long expected) {
    Optional<String> deviation() {
      return calls == expected && wrong == 0
          ? Optional.empty()
          : Optional.of("%,d calls of %,d, %,d by another".formatted(calls, expected, wrong));
    }
  }

  Callers ownCallers(Truth truth) {
    long calls = 0;
    long wrong = 0;
    for (KnownTap tap : here) {
      if (tap.direction() != truth.direction() || !truth.isIn(tap.pc())) {
        continue;
      }
      for (RunRow row : tap.runs()) {
        for (int at = 0; at + truth.width() <= row.bytes().length; at += truth.width()) {
          calls++;
          long value = value(row.bytes(), at, truth.width());
          if (tap.callers().isEmpty() || tap.callers().getFirst() != value) {
            wrong++;
          }
        }
      }
    }
    return new Callers(calls, wrong, truth.accesses());
  }

  private long value(byte[] bytes, int at, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      int shift = 8 * (taps.bigEndian() ? width - 1 - i : i);
      value |= (bytes[at + i] & 0xffL) << shift;
    }
    return value;
  }

  private static String hex(List<Long> addresses) {
    return addresses.isEmpty()
        ? "nowhere known"
        : String.join(", ", addresses.stream().map(Long::toHexString).toList());
  }
}
