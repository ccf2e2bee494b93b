package dev.tapmine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tapmine eval speed`: what mining costs beside the plain replay.
///
/// All variants run in turn, round after round, so that a machine that becomes slower in between
/// slows all of them; a ratio compares a run with the plain replay of its own round.
@Command(
    name = "speed",
    description = {
      "Replays a recording plainly, with the probe idle, with the ring drained, and mined, in turn,",
      "and prints wall and CPU time as ratios to the plain replay's, with peak memory."
    },
    mixinStandardHelpOptions = true)
final class EvalSpeedCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MIB = 1 << 20;

  @Parameters(paramLabel = "REC", description = "The recording.")
  @SuppressWarnings("NullAway.Init") // required
  private Path recording;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each variant runs (default: 3).")
  private int rounds = 3;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "VARIANT",
      description = "Only these beside the plain replay: ${COMPLETION-CANDIDATES}.")
  private List<SpeedVariant> only = List.of(SpeedVariant.values());

  @Option(
      names = "--force",
      description = "Try although QEMU or a file is another than when it was recorded.")
  private boolean force;

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    if (rounds < 1) {
      throw new UsageException("--rounds wants a number above 0, not " + rounds + ".");
    }
    Path folder = Recording.open(recording).folder();
    List<SpeedVariant> variants = new ArrayList<>(List.of(SpeedVariant.PLAIN));
    only.stream().filter(v -> v != SpeedVariant.PLAIN).distinct().sorted().forEach(variants::add);
    Map<SpeedVariant, List<SpeedRun>> runs = new EnumMap<>(SpeedVariant.class);
    for (int round = 1; round <= rounds; round++) {
      for (SpeedVariant variant : variants) {
        try (Progress progress =
            Progress.of("round %d of %d, %s".formatted(round, rounds, variant.words()))) {
          SpeedRun run = measure(folder, variant);
          runs.computeIfAbsent(variant, _ -> new ArrayList<>()).add(run);
          progress.done("%.1f s, %.1f s of CPU".formatted(run.wallSeconds(), run.cpuSeconds()));
        }
      }
    }
    answer.print(table(runs));
    return ExitCode.DONE;
  }

  private SpeedRun measure(Path folder, SpeedVariant variant)
      throws IOException, InterruptedException, UsageException {
    Path scratch = Files.createTempDirectory("tapmine-speed-");
    List<String> command = OwnJvm.command();
    command.addAll(
        List.of("eval", "speed-run", folder.toString(), variant.name(), scratch.toString()));
    if (force) {
      command.add("--force");
    }
    Path errors = scratch.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != ExitCode.DONE) {
        throw failure(code, Files.readString(errors));
      }
      JsonNode json = JSON.readTree(out);
      return new SpeedRun(
          json.path("wallSeconds").asDouble(),
          json.path("cpuSeconds").asDouble(),
          json.path("peakBytes").asLong());
    } finally {
      process.destroy();
      process.waitFor();
      Scratch.delete(scratch);
    }
  }

  /// What a run that failed said: a sentence for the user, or a fault.
  private static UsageException failure(int code, String said) throws InterruptedException {
    if (code == ExitCode.INTERRUPTED) {
      throw new InterruptedException();
    }
    String sentence =
        said.lines()
            .filter(line -> line.startsWith("tapmine: "))
            .map(line -> line.substring("tapmine: ".length()))
            .findFirst()
            .orElse("");
    if (code != ExitCode.BAD_INPUT || sentence.isEmpty()) {
      throw new IllegalStateException("a run ended with " + code + ": " + said);
    }
    return new UsageException(sentence);
  }

  static Table table(Map<SpeedVariant, List<SpeedRun>> runs) {
    Table table =
        new Table()
            .column("what", "what")
            .column("wallRatio", "wall ratio")
            .column("cpuRatio", "CPU ratio")
            .column("spread", "spread")
            .column("wallSeconds", "wall s")
            .column("cpuSeconds", "CPU s")
            .column("peakMiB", "peak MiB")
            .column("rounds", "");
    List<SpeedRun> plain = runs.getOrDefault(SpeedVariant.PLAIN, List.of());
    runs.forEach((variant, of) -> {
      double[] wall = new double[of.size()];
      double[] cpu = new double[of.size()];
      for (int i = 0; i < of.size(); i++) {
        wall[i] = of.get(i).wallSeconds() / plain.get(i).wallSeconds();
        cpu[i] = of.get(i).cpuSeconds() / plain.get(i).cpuSeconds();
      }
      table.row(
          new Cell.Text(variant.words()),
          new Cell.Measure(median(wall), 2),
          new Cell.Measure(median(cpu), 2),
          new Cell.Measure(spread(variant, of, wall), 2),
          new Cell.Measure(median(of.stream().mapToDouble(SpeedRun::wallSeconds).toArray()), 1),
          new Cell.Measure(median(of.stream().mapToDouble(SpeedRun::cpuSeconds).toArray()), 1),
          new Cell.Measure(of.stream().mapToLong(SpeedRun::peakBytes).max().orElse(0) / MIB, 0),
          new Cell.Count(of.size()));
    });
    return table;
  }

  /// Largest less smallest wall ratio. The plain replay's ratio is 1 by definition, so its spread
  /// is that of its wall time in units of the median: how quiet the machine was.
  private static double spread(SpeedVariant variant, List<SpeedRun> runs, double[] ratios) {
    double[] values = ratios.clone();
    if (variant == SpeedVariant.PLAIN) {
      double middle = median(runs.stream().mapToDouble(SpeedRun::wallSeconds).toArray());
      for (int i = 0; i < values.length; i++) {
        values[i] = runs.get(i).wallSeconds() / middle;
      }
    }
    return Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
