package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProbeOptionsTest {
  @Test
  void shouldSayEverythingTheProbeCanBeTold() {
    ProbeOptions options =
        ProbeOptions.mining(false, true, 5, true)
            .between(OptionalLong.of(10), OptionalLong.of(20))
            .of(ProbeOptions.Mode.KERNEL);

    assertThat(options.arguments(Path.of("/p.so"), Path.of("/dev/shm/r")))
        .containsExactly(
            "-plugin",
            "/p.so,ring=/dev/shm/r,reads=off,writes=on,depth=5,stack=on,calls=off,mode=kernel,"
                + "from=10,to=20");
  }

  @Test
  void shouldDoubleCommasBecauseQemuEndsAnOptionAtOne() {
    assertThat(
            ProbeOptions.mining(true, true, 3, false)
                .idling()
                .arguments(Path.of("/a,b/p.so"), Path.of("/tmp/c,d"))
                .getLast())
        .startsWith("/a,,b/p.so,ring=/tmp/c,,d,")
        .endsWith(",work=idle");
  }
}
