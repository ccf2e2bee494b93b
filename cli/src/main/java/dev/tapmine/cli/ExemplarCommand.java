package dev.tapmine.cli;

import dev.tapmine.questions.PairCounts;
import dev.tapmine.questions.TextEncoding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tapmine exemplar`: one small file in place of many that look like what is wanted.
@Command(
    name = "exemplar",
    description = {
      "Makes one exemplar of any files, binary ones too, to rank taps against: it holds how often",
      "each byte pair occurs in them, and not the files themselves."
    },
    mixinStandardHelpOptions = true)
final class ExemplarCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "What is looked for: files that look like it, exemplars made before, or exemplar:NAME for a",
        "text that ships with Tapmine."
      })
  private List<String> files = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "E",
      description = "The file to make, which must not be there yet.")
  @SuppressWarnings("NullAway.Init") // required
  private Path output;

  @Option(names = "--replace", description = "Replace a file that is there.")
  private boolean replace;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = {
        "The files are text in UTF-8; count pairs of what they are in this encoding, such as",
        "utf-16le, to look for such text in a system that keeps it so."
      })
  private @Nullable String encoding;

  @Override
  public Integer call() throws IOException, UsageException {
    if (Files.exists(output) && (!replace || !Files.isRegularFile(output))) {
      throw new UsageException(
          "%s exists already: choose another name%s."
              .formatted(output, Files.isRegularFile(output) ? ", or say --replace" : ""));
    }
    PairCounts counts =
        encoding == null ? Exemplars.pairs(files) : Exemplars.pairs(files, encoding(encoding));
    Path name = output.toAbsolutePath().normalize();
    try (WholeFile whole = WholeFile.replacing(name)) {
      whole.write(counts.write());
    }
    Progress.line("an exemplar of %,d byte pairs".formatted(counts.pairs()));
    spec.commandLine().getOut().println(name);
    return ExitCode.DONE;
  }

  private static Charset encoding(String name) throws UsageException {
    List<Charset> charsets = TextEncoding.named(name);
    if (charsets.size() > 1) {
      throw new UsageException(
          "%s has two byte orders: say %s."
              .formatted(
                  name,
                  charsets.stream().map(TextEncoding::name).collect(Collectors.joining(" or "))));
    }
    return charsets.getFirst();
  }
}
