package dev.tapmine.recording;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The versioned JSON files of this room: read with the version looked at first.
final class Json {
  /// Some twenty times the manifest of a guest with many packages.
  private static final long LARGEST = 4 << 20;

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          // Nor may a list hold nulls.
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /// Reads a file whose version this Tapmine knows.
  ///
  /// @param what names the thing for a message, such as `recording`
  static <T> T read(Path file, Class<T> type, int version, String what) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new RecordingException("%s is too large to be a manifest.".formatted(file));
    }
    byte[] content = Files.readAllBytes(file);
    JsonNode tree;
    try {
      tree = MAPPER.readTree(content);
    } catch (IOException e) { // also what cannot be decoded
      throw new RecordingException(
          "%s is damaged (no JSON): make the %s again.".formatted(file, what), e);
    }
    int found = tree == null ? 0 : tree.path("version").asInt(0);
    if (found > version) {
      throw new RecordingException(
          "%s is of version %d and this Tapmine reads up to %d: use a newer Tapmine."
              .formatted(file, found, version));
    }
    if (tree == null || found < 1) {
      throw new RecordingException("%s is not of a Tapmine %s.".formatted(file, what));
    }
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new RecordingException(
          "%s is damaged (%s): make the %s again.".formatted(file, firstLine(e.getMessage()), what),
          e);
    }
  }

  static void write(Path file, Object value) throws IOException {
    Files.writeString(file, MAPPER.writeValueAsString(value) + "\n");
  }

  private static String firstLine(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
