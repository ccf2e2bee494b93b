package dev.tapmine.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The C sources of `probe/`, compiled with the system's compiler, sanitizers on.
final class ProbeSources {
  /// Tests run in their module's folder.
  static final Path FOLDER = Path.of("..", "probe").toAbsolutePath().normalize();

  private static final List<String> FLAGS =
      List.of(
          "-std=c17",
          "-Wall",
          "-Wextra",
          "-Werror",
          "-g",
          "-O1",
          "-fsanitize=address,undefined",
          "-fno-sanitize-recover=all");

  private ProbeSources() {}

  static Path producer(Path into) throws IOException, InterruptedException {
    return producer(FOLDER, into);
  }

  /// A producer whose ring.h says another version.
  static Path producerOfVersion(int version, Path into) throws IOException, InterruptedException {
    Path copy = into.resolve("version-" + version);
    Files.createDirectories(copy.resolve("test"));
    for (String name :
        List.of(
            "ring.h",
            "ring_file.h",
            "ring_writer.h",
            "ring.c",
            "ring_open.c",
            Path.of("test", "ring_producer.c").toString())) {
      Files.copy(FOLDER.resolve(name), copy.resolve(name));
    }
    String header = Files.readString(copy.resolve("ring.h"));
    String define = "#define RING_VERSION ";
    assertThat(header).contains(define + RingLayout.VERSION + "u");
    Files.writeString(
        copy.resolve("ring.h"),
        header.replace(define + RingLayout.VERSION + "u", define + version + "u"));
    return producer(copy, copy);
  }

  private static Path producer(Path sources, Path into) throws IOException, InterruptedException {
    return compile(
        sources, into.resolve("ring_producer"), "test/ring_producer.c", "ring.c", "ring_open.c");
  }

  static Path compile(Path folder, Path program, String... sources)
      throws IOException, InterruptedException {
    String compiler = System.getenv().getOrDefault("CC", "cc");
    List<String> command =
        new ArrayList<>(Stream.concat(Stream.of(compiler), FLAGS.stream()).toList());
    command.addAll(List.of("-o", program.toString()));
    command.addAll(List.of(sources));
    Path messages = program.resolveSibling(program.getFileName() + ".log");
    int code =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start()
            .waitFor();
    assertThat(code).as(() -> readAll(messages)).isZero();
    return program;
  }

  static String readAll(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
