package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FuzzedManifestTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "0",
          "-1",
          "2147483647",
          "9223372036854775807",
          "-9223372036854775808",
          "1e999",
          "1" + "0".repeat(900),
          "1.5",
          "true",
          "\"\"",
          "\"\\u0000\"",
          "\"a\\u0000b\"",
          "\"../../../../etc/passwd\"",
          "\"/etc/passwd\"",
          "\"" + "x".repeat(5000) + "\"",
          "[]",
          "[null]",
          "[[]]",
          "{}",
          "{\"role\": \"log\"}",
          "{\"role\": null, \"path\": null, \"size\": null, \"sha256\": null}",
          "[".repeat(600) + "]".repeat(600));

  @TempDir Path folder;
  private Path recording = Path.of("");
  private Path guest = Path.of("");

  @BeforeEach
  void aRecordingAndAGuest() throws IOException {
    Files.writeString(folder.resolve("log.rr"), "a log");
    Files.writeString(folder.resolve("kernel"), "a kernel");
    List<KeptFile> files =
        List.of(KeptFile.of("log", folder, "log.rr"), KeptFile.of("kernel", folder, "kernel"));
    List<DebianPackage> packages = List.of(new DebianPackage("linux-image", "1:6.1", "00"));
    List<String> arguments = List.of("-kernel", "kernel");
    recording = folder.resolve(Manifest.FILE);
    Json.write(
        recording,
        new Manifest(
            1,
            "0",
            "arm64",
            "10",
            "00",
            3,
            arguments,
            arguments,
            files,
            packages,
            "",
            Ending.RESET,
            42));
    guest = folder.resolve(Guest.MANIFEST);
    Json.write(guest, new Guest.About(1, "arm64", arguments, files, packages, "end"));
  }

  /// Uses all that a manifest says, as record and replay do.
  private void use() throws IOException {
    try {
      Recording opened = Recording.open(folder);
      opened.symbols();
      assertThat(opened.manifest().arguments()).doesNotContainNull();
      assertThat(opened.manifest().command()).doesNotContainNull();
      assertThat(opened.manifest().file("log").orElseThrow().sha256()).isNotNull();
      assertThat(opened.manifest().packages()).allMatch(p -> p.name() != null);
      Architecture.of(opened.manifest().architecture());
    } catch (RecordingException e) {
      assertThat(e).message().matches("(?s)[^\n]+[.]");
    }
    try {
      Guest opened = Guest.open(folder);
      opened.symbols();
      assertThat(opened.about().arguments()).doesNotContainNull();
      assertThat(opened.about().files()).allMatch(f -> folder.resolve(f.path()).startsWith(folder));
      assertThat(opened.architecture()).isNotNull();
    } catch (RecordingException e) {
      assertThat(e).message().matches("(?s)[^\n]+[.]");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldReadOrRefuseAManifestWithDamagedBytes(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] wholeRecording = Files.readAllBytes(recording);
    byte[] wholeGuest = Files.readAllBytes(guest);
    for (int round = 0; round < 400; round++) {
      Files.write(recording, Damage.to(wholeRecording, random));
      Files.write(guest, Damage.to(wholeGuest, random));
      use();
    }
  }

  @Test
  void shouldReadOrRefuseAManifestWithAnyValueInAnyPlace() throws IOException {
    byte[] wholeRecording = Files.readAllBytes(recording);
    byte[] wholeGuest = Files.readAllBytes(guest);
    int places = places(Json.MAPPER.readTree(wholeRecording)).size();
    assertThat(places).isGreaterThan(25);
    for (String value : VALUES) {
      for (int place = 0; place < places; place++) {
        Files.write(recording, replaced(wholeRecording, place, value));
        Files.write(guest, replaced(wholeGuest, place, value));
        use();
      }
    }
  }

  @Test
  void shouldRefuseAGuestWhoseFilesLeadOutOfItsFolder() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "x");
    Path inner = Files.createDirectory(folder.resolve("guest"));
    for (String path : List.of("../outside", outside.toString(), "a/../../outside", ".", "")) {
      Json.write(
          inner.resolve(Guest.MANIFEST),
          new Guest.About(
              1, "arm64", List.of(), List.of(new KeptFile("file", path, 1, "")), List.of(), ""));
      assertThatThrownBy(() -> Guest.open(inner))
          .isInstanceOf(RecordingException.class)
          .hasMessageEndingWith("lies outside): make the guest again.");
    }
  }

  private static byte[] replaced(byte[] whole, int place, String value) throws IOException {
    JsonNode tree = Json.MAPPER.readTree(whole);
    List<Place> places = places(tree);
    Place at = places.get(place % places.size());
    // The text goes in as it stands, since Jackson's numbers have no room for all of them.
    String mark = "\"a mark\"";
    JsonNode marked = Json.MAPPER.readTree(mark);
    if (at.parent() instanceof ObjectNode object) {
      object.set(at.name(), marked);
    } else if (at.parent() instanceof ArrayNode array) {
      array.set(at.index(), marked);
    }
    return tree.toString().replace(mark, value).getBytes(StandardCharsets.UTF_8);
  }

  private record Place(JsonNode parent, String name, int index) {}

  private static List<Place> places(JsonNode tree) {
    List<Place> places = new ArrayList<>();
    if (tree.isObject()) {
      tree.fieldNames().forEachRemaining(name -> places.add(new Place(tree, name, 0)));
    }
    for (int i = 0; tree.isArray() && i < tree.size(); i++) {
      places.add(new Place(tree, "", i));
    }
    for (JsonNode child : tree) {
      places.addAll(places(child));
    }
    return places;
  }
}
