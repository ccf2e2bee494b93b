package dev.tapmine.cli;

import dev.tapmine.questions.ClusterMethod;
import dev.tapmine.questions.ClusterOptions;
import dev.tapmine.questions.Content;
import dev.tapmine.questions.Redundancy;
import dev.tapmine.questions.TapFilter;
import dev.tapmine.taps.Mined;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How taps are clustered; mixed into the commands that do.
final class ClusterChoice {
  private static final int TYPICAL = 3;

  @Option(
      names = "-k",
      paramLabel = "K",
      description = "Clusters to begin with, 1 to 256; those of one name are merged (default: 10).")
  private int k = 10;

  @Option(
      names = "--method",
      paramLabel = "HOW",
      description = {
        "profiles: by the kinds of values, and inside a class by byte pairs (default).",
        "paper: byte pairs under the Jensen-Shannon divergence, as in the seed paper.",
        "script: byte pairs by rarity and cosine, as in its published script."
      })
  private ClusterMethod method = ClusterMethod.PROFILES;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what is drawn by lot; the same seed gives the same answer (default: 1).")
  private long seed = 1;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Callers that tell taps apart, up to the depth mined (default: 1).")
  private @Nullable Integer depth;

  ClusterMethod method() {
    return method;
  }

  long seed() {
    return seed;
  }

  int depth(Mined mined) {
    return depth == null ? Math.min(1, mined.depth()) : depth;
  }

  ClusterOptions options(Mined mined, FoldOptions fold, FilterOptions filter) {
    return new ClusterOptions(
        fold.at(depth(mined)), filter.filter(TapFilter.MIN_BYTES), method, k, seed, TYPICAL);
  }

  static String name(ClusterMethod method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  /// The three most frequent, with their shares.
  static String mix(Map<?, Integer> counts, int of) {
    return counts.entrySet().stream()
        .limit(3)
        .map(entry -> "%s %.0f %%".formatted(words(entry.getKey()), 100.0 * entry.getValue() / of))
        .collect(Collectors.joining(", "));
  }

  private static String words(Object label) {
    return switch (label) {
      case Content content -> content.words();
      case Redundancy redundancy -> redundancy.words();
      default -> throw new IllegalArgumentException("no label: " + label);
    };
  }
}
