package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExemplarsTest {
  @Test
  void shouldNameEachSystemsLogThatShipsAndThatOfPrograms() throws Exception {
    List<List<String>> programs =
        ProgramLog.ALL.stream().map(log -> List.of(Exemplars.SHIPPED + log.exemplar())).toList();
    Path folder = Path.of(Objects.requireNonNull(Exemplars.class.getResource("exemplars")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<String> texts =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".txt"))
              .map(name -> Exemplars.SHIPPED + name.substring(0, name.length() - 4))
              .filter(name -> !programs.contains(List.of(name)))
              .sorted()
              .toList();
      assertThat(Exemplars.eachSystemLog().stream().map(List::getFirst).toList()).isEqualTo(texts);
    }
    assertThat(Exemplars.pairs(List.of(Exemplars.SHIPPED + "syslog")).pairs()).isGreaterThan(5000);
    for (List<String> each : programs) {
      assertThat(Exemplars.pairs(each).pairs()).as(each.getFirst()).isGreaterThan(1500);
    }
    for (List<String> each : Exemplars.eachSystemLog()) {
      assertThat(Exemplars.pairs(each).pairs()).as(each.getFirst()).isGreaterThan(500);
    }
  }
}
