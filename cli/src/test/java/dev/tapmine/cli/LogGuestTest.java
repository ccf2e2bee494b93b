package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogGuestTest {
  @Test
  void shouldHaveEveryGuestAndVariantOnce() {
    assertThat(LogGuest.all().stream().map(g -> g.name() + ":" + g.variant()))
        .doesNotHaveDuplicates()
        .contains(
            "amd64:plain",
            "amd64:quiet",
            "amd64:kaslr",
            "arm64:syslog",
            "armel:quiet",
            "riscv64-forky:quiet",
            "arm64-trixie:quiet",
            "mach:plain",
            "xen:plain");
  }

  @Test
  void shouldShipAllExemplarsAndNeverTakeOneOfTheSameArchitecture() throws Exception {
    for (LogGuest guest : LogGuest.all()) {
      // Those of a web server, JSON lines and rows of numbers are short.
      boolean isShort =
          ProgramLog.of(guest.variant()).filter(log -> log.script().equals("files")).isPresent();
      assertThat(Exemplars.of(guest.like()).pairs())
          .as(guest.name())
          .isGreaterThan(isShort ? 1500 : 5000);
      if (guest.made() instanceof LogGuest.Made.Linux linux) {
        assertThat(guest.like())
            .doesNotContain(
                Exemplars.SHIPPED + "debian-" + linux.options().architecture().debianName());
      }
    }
  }

  @Test
  void shouldNameGuestsVariantsAndAll() throws UsageException {
    assertThat(LogGuest.named(List.of("all"))).isEqualTo(LogGuest.all());
    assertThat(LogGuest.named(List.of("i386")))
        .extracting(LogGuest::variant)
        .containsExactly("plain", "quiet");
    assertThat(LogGuest.named(List.of("i386:quiet", "mach")))
        .extracting(LogGuest::name)
        .containsExactly("i386", "mach");
    assertThatThrownBy(() -> LogGuest.named(List.of("vax")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("There is no guest \"vax\" to judge logs on; there are amd64,");
  }
}
