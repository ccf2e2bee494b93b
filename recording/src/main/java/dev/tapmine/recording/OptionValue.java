package dev.tapmine.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The value of a QEMU option such as `-drive`: `key=value` parts between commas, a comma inside a
/// value written twice. The first part may lack its key. Parts keep their order.
final class OptionValue {
  private final Map<String, String> parts = new LinkedHashMap<>();

  /// One part; the key is empty where it lacks one.
  record Part(String key, String value) {}

  static OptionValue parse(String text) {
    OptionValue value = new OptionValue();
    for (Part part : parts(text)) {
      value.parts.put(part.key(), part.value());
    }
    return value;
  }

  /// All parts, those of one key too, as QEMU splits them.
  static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) != ',') {
        part.append(text.charAt(i));
      } else if (i + 1 < text.length() && text.charAt(i) == ',' && text.charAt(i + 1) == ',') {
        part.append(',');
        i++;
      } else {
        add(parts, part.toString());
        part.setLength(0);
      }
    }
    return parts;
  }

  private static void add(List<Part> parts, String part) {
    int equals = part.indexOf('=');
    if (equals >= 0) {
      parts.add(new Part(part.substring(0, equals), part.substring(equals + 1)));
    } else if (parts.isEmpty()) {
      parts.add(new Part("", part));
    } else if (!part.isEmpty()) {
      parts.add(new Part(part, "on"));
    }
  }

  /// The first part when it has no key, such as the driver of `-device`; else empty.
  String head() {
    return parts.getOrDefault("", "");
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(parts.get(key));
  }

  OptionValue set(String key, String value) {
    parts.put(key, value);
    return this;
  }

  OptionValue remove(String key) {
    parts.remove(key);
    return this;
  }

  /// As QEMU reads it, commas in values written twice again.
  String text() {
    return parts.entrySet().stream()
        .map(e ->
            e.getKey().isEmpty()
                ? Chardevs.escape(e.getValue())
                : e.getKey() + "=" + Chardevs.escape(e.getValue()))
        .collect(Collectors.joining(","));
  }
}
