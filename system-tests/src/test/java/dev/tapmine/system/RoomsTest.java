package dev.tapmine.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Holds the arrows between the rooms, as ARCHITECTURE.md draws them, and the rule that a file
/// stays short enough to be read at one sitting.
class RoomsTest {
  private static final int LONGEST_FILE = 400;

  /// Each room with the rooms it may know.
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "recording", Set.of(),
          "trace", Set.of(),
          "taps", Set.of("trace"),
          "index", Set.of("taps"),
          "questions", Set.of("taps"),
          "symbols", Set.of(),
          "evaluation", Set.of("trace", "taps", "questions"),
          "cli",
              Set.of("recording", "trace", "taps", "index", "questions", "symbols", "evaluation"));

  static final List<String> ROOMS = ARROWS.keySet().stream().sorted().toList();
  static final List<String> JDK_ONLY =
      List.of("trace", "taps", "questions", "symbols", "evaluation");

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tapmine");

  @ParameterizedTest
  @FieldSource("ROOMS")
  void shouldKnowNoOtherRoomThanTheArrowsSay(String room) {
    List<String> strangers = new ArrayList<>();
    for (String other : ROOMS) {
      if (!other.equals(room) && !ARROWS.getOrDefault(room, Set.of()).contains(other)) {
        strangers.add("dev.tapmine." + other + "..");
      }
    }
    if (!strangers.isEmpty()) {
      classes()
          .that()
          .resideInAPackage("dev.tapmine." + room + "..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(strangers.toArray(String[]::new))
          .allowEmptyShould(true)
          .check(SHIPPED);
    }
  }

  @ParameterizedTest
  @FieldSource("JDK_ONLY")
  void shouldNeedNothingButTheJdk(String room) {
    List<String> allowed =
        new ArrayList<>(List.of("java..", "javax..", "jdk..", "org.jspecify.annotations.."));
    allowed.add("dev.tapmine." + room + "..");
    ARROWS.getOrDefault(room, Set.of()).forEach(r -> allowed.add("dev.tapmine." + r + ".."));
    classes()
        .that()
        .resideInAPackage("dev.tapmine." + room + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(SHIPPED);
  }

  @Test
  void shouldBelongToARoomThatHasItsArrows() {
    assertThat(SHIPPED)
        .allSatisfy(
            c -> assertThat(ROOMS).contains(c.getPackageName().substring("dev.tapmine.".length())));
  }

  @Test
  void shouldKeepEveryFileShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files
              .filter(f -> f.toString().endsWith(".java") && !f.toString().contains("/target/"))
              .sorted()
              .toList()) {
        long lines;
        try (Stream<String> all = Files.lines(file)) {
          lines = all.count();
        }
        if (lines > LONGEST_FILE) {
          tooLong.add(root.relativize(file) + " has " + lines + " lines");
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }
}
