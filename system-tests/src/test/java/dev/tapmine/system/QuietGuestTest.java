package dev.tapmine.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.evaluation.MarkerWatch;
import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.DebianGuestOptions;
import dev.tapmine.recording.Qemu;
import dev.tapmine.recording.RecordOptions;
import dev.tapmine.recording.Recorder;
import dev.tapmine.recording.Recording;
import dev.tapmine.recording.Replay;
import dev.tapmine.recording.ReplayOptions;
import dev.tapmine.trace.Both;
import dev.tapmine.trace.Ring;
import dev.tapmine.trace.TraceReader;
import dev.tapmine.trace.TraceVisitor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A guest that keeps its log to itself until it prints its end marker.
class QuietGuestTest {
  @TempDir private Path folder;

  @Test
  void shouldRunNoConsolesCodeAndReadNoLogBeforeTheMarkerPasses() throws Exception {
    Recording recording =
        new Recorder(Qemu.locate(Architecture.ARM64), RecordOptions.standard())
            .record(
                DebianGuest.make(
                    DebianGuestOptions.of(Architecture.ARM64).withQuiet(true), line -> {}),
                folder.resolve("quiet"));
    List<String> console =
        Files.readString(recording.console(), StandardCharsets.ISO_8859_1).lines().toList();
    assertThat(console.getFirst()).isEqualTo(DebianGuest.END_MARKER);
    assertThat(console).hasSizeGreaterThan(150).anyMatch(l -> l.contains("Linux version 6."));

    Set<Long> code = new HashSet<>();
    TraceVisitor pcs =
        new TraceVisitor() {
          @Override
          public void access(int tap, long time, long address, int size, long value, long high) {}

          @Override
          public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
            code.add(pc);
          }
        };
    assertThatThrownBy(
            () -> replay(recording, new Both(pcs, new MarkerWatch(DebianGuest.END_MARKER))))
        .isInstanceOfSatisfying(
            MarkerWatch.Passed.class,
            passed ->
                assertThat(passed.time())
                    .isBetween(
                        recording.manifest().instructions() / 2,
                        recording.manifest().instructions()));
    assertThat(functions(recording, code))
        .contains("vprintk_store", "start_kernel")
        .doesNotContain("record_print_text", "_prb_read_valid", "pl011_console_write")
        .noneMatch(f -> f.startsWith("console_emit_next_record") || f.startsWith("syslog_print"));
  }

  /// The kernel's functions that the addresses lie in.
  private static Set<String> functions(Recording recording, Set<Long> code) throws Exception {
    TreeMap<Long, String> symbols = new TreeMap<>(Long::compareUnsigned);
    for (String line : Files.readAllLines(recording.symbols().orElseThrow())) {
      String[] words = line.split("[ \t]+", 4);
      symbols.put(Long.parseUnsignedLong(words[0], 16), words[2]);
    }
    Set<String> names = new HashSet<>();
    for (long pc : code) {
      Map.Entry<Long, String> at = symbols.floorEntry(pc);
      if (at != null) {
        names.add(at.getValue());
      }
    }
    return names;
  }

  /// Reads while QEMU starts: a full ring would keep it from answering.
  private void replay(Recording recording, TraceVisitor visitor) throws Exception {
    Path file = folder.resolve("ring");
    ReplayOptions options =
        ReplayOptions.standard()
            .withExtraArguments(
                List.of("-plugin", Boots.probe() + ",ring=" + file + ",mode=kernel,calls=off"));
    try (Ring ring = Ring.create(file, Ring.DEFAULT_BATCHES);
        ExecutorService starter = Executors.newSingleThreadExecutor()) {
      Future<Replay> starting = starter.submit(() -> recording.replay(options));
      try {
        TraceReader.read(ring, visitor, () -> starting.state() != Future.State.FAILED);
      } finally {
        starting.get().close();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
