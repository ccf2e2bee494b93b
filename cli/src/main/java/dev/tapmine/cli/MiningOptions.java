package dev.tapmine.cli;

import dev.tapmine.taps.PassOptions;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How a recording is mined, as the command line says it; mixed into the commands that mine.
final class MiningOptions {
  /// Memory that the pass may take unless told otherwise. It is fixed, and does not follow the
  /// machine's memory, so that mining gives the same index everywhere.
  static final long DEFAULT_MEMORY = 3L << 30;

  /// Directions; one at the most.
  static final class Directions {
    @Option(names = "--both", description = "Mine reads and writes (the default).")
    private boolean both;

    @Option(names = "--writes", description = "Mine writes only.")
    private boolean writes;

    @Option(names = "--reads", description = "Mine reads only.")
    private boolean reads;
  }

  @ArgGroup private @Nullable Directions directions;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Callers kept in a calling context, 0 to 16 (default: 3).")
  private int depth = 3;

  @Option(
      names = "--content",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = "Bytes of content kept of each tap at the most (default: 64K).")
  private Size content = new Size(PassOptions.DEFAULT_CONTENT);

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = {
        "Memory that the pass may take (default: 3G); what does not fit is cut from the content,",
        "never from the statistics. More may need a larger TAPMINE_HEAP."
      })
  private Size memory = new Size(DEFAULT_MEMORY);

  @Option(
      names = "--outputs",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = {
        "Memory for what function activations leave behind, of which channels are made",
        "(default: 512M); 0 for none."
      })
  private Size outputs = new Size(PassOptions.DEFAULT_OUTPUTS);

  @Option(
      names = "--stack",
      description = "Also mine what functions keep in their own stack frames.")
  private boolean stack;

  @Option(
      names = "--from",
      paramLabel = "N",
      description = "Begin at this count of instructions, or where \"user\" code runs first.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "N",
      converter = Instructions.Converter.class,
      description = "End at this count of instructions, such as 700M.")
  private @Nullable Instructions to;

  ProbeOptions probe() throws UsageException {
    if (depth < 0 || depth > 16) {
      throw new UsageException("--depth wants 0 to 16 callers, not " + depth + ".");
    }
    ProbeOptions all =
        ProbeOptions.mining(reads(), writes(), depth, stack).withCalls(outputs.value() > 0);
    if ("user".equals(from)) {
      return all.between(OptionalLong.empty(), optional(to)).fromFirstUserCode();
    }
    Instructions first = from == null ? null : count(from);
    if (to != null && to.count() <= (first == null ? 0 : first.count())) {
      throw new UsageException(
          "--from and --to want two counts of instructions, the later one second.");
    }
    return all.between(optional(first), optional(to));
  }

  private static Instructions count(String text) throws UsageException {
    try {
      return Instructions.of(text);
    } catch (TypeConversionException e) {
      throw new UsageException(
          "--from wants a count of instructions or \"user\", not \"%s\".".formatted(text));
    }
  }

  PassOptions pass() throws UsageException {
    probe();
    int kept = content.asInt("--content");
    try {
      return new PassOptions(
          depth, reads(), writes(), stack, kept, memory.value(), outputs.value());
    } catch (IllegalArgumentException e) { // out of the pass's bounds, which its sentence names
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private boolean reads() {
    return directions == null || directions.both || directions.reads;
  }

  private boolean writes() {
    return directions == null || directions.both || directions.writes;
  }

  private static OptionalLong optional(@Nullable Instructions value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value.count());
  }
}
