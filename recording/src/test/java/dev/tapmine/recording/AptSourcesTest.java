package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
  private static final OsRelease BOOKWORM = new OsRelease("debian", "bookworm");

  @TempDir Path etc;

  @Test
  void shouldReadOneLineSources() {
    assertThat(
            AptSources.oneLine(
                """
                # deb http://off.test/debian bookworm main
                deb [arch=amd64 signed-by=/k.gpg] http://a.test/debian bookworm main contrib # why
                deb-src http://a.test/debian bookworm main
                deb cdrom:[Debian]/ bookworm main
                deb\thttp://b.test/debian trixie main
                deb [broken http://c.test/debian trixie main
                deb http://short.test
                """))
        .containsExactly(
            new AptSources.Source(
                "http://a.test/debian",
                List.of("bookworm"),
                List.of("main", "contrib"),
                Optional.of("/k.gpg")),
            new AptSources.Source(
                "http://b.test/debian", List.of("trixie"), List.of("main"), Optional.empty()));
  }

  @Test
  void shouldReadDeb822Sources() {
    assertThat(
            AptSources.deb822(
                """
                Types: deb deb-src
                # a comment
                URIs: http://a.test/debian
                  http://b.test/debian
                Suites: trixie trixie-updates
                Components: main
                Signed-By: /k.pgp

                Enabled: no
                Types: deb
                URIs: http://off.test/debian
                Suites: trixie
                Components: main

                Types: deb
                URIs: http://c.test/debian
                Suites: sid
                Components: main
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                """))
        .extracting(AptSources.Source::uri, AptSources.Source::keyring)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("http://a.test/debian", Optional.of("/k.pgp")),
            org.assertj.core.groups.Tuple.tuple("http://b.test/debian", Optional.of("/k.pgp")),
            org.assertj.core.groups.Tuple.tuple("http://c.test/debian", Optional.empty()));
  }

  @Test
  void shouldTakeASuiteFromTheArchiveOfThisMachinesRelease() throws Exception {
    Files.writeString(
        etc.resolve("sources.list"),
        """
        deb http://other.test/tools bookworm tools
        deb http://security.test/debian-security bookworm-security main
        deb http://a.test/debian bookworm main
        """);
    List<AptSources.Source> sources = AptSources.read(etc);
    assertThat(AptSources.forSuite(sources, "bookworm", BOOKWORM).uri())
        .isEqualTo("http://a.test/debian");
    assertThat(AptSources.forSuite(sources, "trixie", BOOKWORM).uri())
        .isEqualTo("http://a.test/debian");
  }

  @Test
  void shouldSayWhenThereIsNoDebianArchive() throws Exception {
    List<AptSources.Source> none = AptSources.read(etc);
    assertThatThrownBy(() -> AptSources.forSuite(none, "trixie", BOOKWORM))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "The apt sources of this machine name no Debian archive with the suite trixie or"
                + " bookworm: add one to /etc/apt/sources.list.");
  }
}
