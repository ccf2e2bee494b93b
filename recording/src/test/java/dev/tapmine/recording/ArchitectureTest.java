package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  @ParameterizedTest
  @CsvSource({
    "riscv64, bookworm, trixie",
    "riscv64, trixie,   trixie",
    "riscv64, forky,    forky",
    "i386,    bookworm, bookworm",
    "i386,    trixie,   bookworm",
    "armel,   bookworm, bookworm",
    "armel,   forky,    trixie",
    "s390x,   bookworm, bookworm",
    "s390x,   trixie,   trixie",
    "amd64,   another,  another"
  })
  void shouldComeFromTheMachinesReleaseOrTheNearestThatHasIt(
      String architecture, String machine, String suite) throws RecordingException {
    DebianGuestOptions options = DebianGuestOptions.of(Architecture.of(architecture));
    assertThat(DebianGuest.suite(options, new OsRelease("debian", machine))).isEqualTo(suite);
    assertThat(DebianGuest.suite(options.withSuite("sid"), new OsRelease("debian", machine)))
        .isEqualTo("sid");
  }

  @Test
  void shouldRefuseWhatIsNoSuite() {
    DebianGuestOptions options = DebianGuestOptions.of(Architecture.S390X);
    assertThatThrownBy(() -> DebianGuest.suite(options, new OsRelease("arch", "")))
        .hasMessageContaining("names no Debian release: give one with --suite.");
    assertThatThrownBy(
            () -> DebianGuest.suite(options.withSuite("../x"), new OsRelease("debian", "trixie")))
        .hasMessageContaining("is no name of a Debian suite");
  }

  @Test
  void shouldListThoseThereAreWhenAskedForAnother() {
    assertThatThrownBy(() -> Architecture.of("vax"))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "Tapmine knows no architecture \"vax\"; it knows amd64, arm64, i386, armhf, armel,"
                + " riscv64, s390x.");
  }

  @Test
  void shouldGiveAGuestTheProcessorThatWasAskedFor() {
    assertThat(Architecture.ARM64.machine().withProcessor(Optional.empty()))
        .containsSequence("-cpu", "cortex-a57");
    assertThat(Architecture.ARM64.machine().withProcessor(Optional.of("max")))
        .containsSequence("-cpu", "max")
        .doesNotContain("cortex-a57");
    assertThat(Architecture.AMD64.machine().withProcessor(Optional.empty())).doesNotContain("-cpu");
  }

  @Test
  void shouldSendTheSymbolsOfAMachineWithOnePortThroughItsConsole() {
    assertThat(SymbolsBoot.append(Architecture.S390X.ports())).endsWith(" tapmine_out=ttysclp0");
    assertThat(SymbolsBoot.append(Architecture.ARMHF.ports())).doesNotContain("tapmine_out");
  }

  @Test
  void shouldPrintToAPortThatAProgramCanOpenWhenTheKernelHasNoConsole() {
    assertThat(Architecture.ARMEL.quietPorts().console()).isEqualTo("ttyS1");
    assertThat(Architecture.ARMHF.quietPorts()).isEqualTo(Architecture.ARMHF.ports());
    assertThat(Architecture.AMD64.noConsole()).isEqualTo("console=none loglevel=0");
  }

  @Test
  void shouldRefuseAQuietGuestWhoseKernelTakesAConsoleAndSymbolsThatMove() {
    DebianGuestOptions options = DebianGuestOptions.of(Architecture.S390X);
    assertThatThrownBy(() -> DebianGuest.refuseWhatCannotBe(options.withQuiet(true)))
        .hasMessageContaining("A guest of s390x cannot be quiet: ");
    assertThatThrownBy(() -> DebianGuest.refuseWhatCannotBe(options.withRandomized(true)))
        .hasMessageContaining("make it without symbols.");
  }
}
