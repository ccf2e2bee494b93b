package dev.tapmine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs [PublicationStress] for some seconds in every build. For a run of minutes over all of
/// HotSpot's compilation modes, give jcstress its head: `mvn -pl trace test -Dtest=PublicationTest
/// -Djcstress.mode=tough`
class PublicationTest {
  private static final List<String> BRIEF =
      List.of("-f", "1", "-iters", "1", "-time", "700", "-sc", "false", "-af", "NONE");
  private static final List<String> ONE_JVM = List.of("-jvmArgs", "-Xmx256m");

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void shouldNeverShowAForbiddenOutcomeUnderStress() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "jcstress").toAbsolutePath());
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      int code = process.waitFor();
      String text = ProbeSources.readAll(log);
      assertThat(code).as(text).isZero();
      assertThat(text)
          .containsPattern("[1-9]\\d* passed, 0 failed, 0 soft errs, 0 hard errs")
          .contains("[OK] dev.tapmine.trace.PublicationStress.Handover")
          .contains("[OK] dev.tapmine.trace.PublicationStress.GivingBack")
          .contains("[OK] dev.tapmine.trace.PublicationStress.LastBatch")
          .contains("[OK] dev.tapmine.trace.PublicationStress.Round")
          .doesNotContain("[FAILED]");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path", ""))));
    command.addAll(List.of("org.openjdk.jcstress.Main", "-v", "-t", "PublicationStress"));
    String mode = System.getProperty("jcstress.mode", "");
    if (mode.isEmpty()) {
      command.addAll(BRIEF);
      command.addAll(ONE_JVM);
    } else {
      command.addAll(List.of("-m", mode));
    }
    command.addAll(List.of("-r", "report"));
    return command;
  }

  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
