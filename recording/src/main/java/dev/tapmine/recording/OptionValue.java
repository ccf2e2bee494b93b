package dev.tapmine.recording;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The value of a QEMU option such as `-drive`: `key=value` parts between commas, a comma inside a
/// value written twice. The first part may lack its key. Parts keep their order.
final class OptionValue {
  private final Map<String, String> parts = new LinkedHashMap<>();

  static OptionValue parse(String text) {
    OptionValue value = new OptionValue();
    StringBuilder part = new StringBuilder();
    boolean first = true;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) != ',') {
        part.append(text.charAt(i));
      } else if (i + 1 < text.length() && text.charAt(i) == ',' && text.charAt(i + 1) == ',') {
        part.append(',');
        i++;
      } else {
        value.add(part.toString(), first);
        first = false;
        part.setLength(0);
      }
    }
    return value;
  }

  private void add(String part, boolean first) {
    int equals = part.indexOf('=');
    if (equals >= 0) {
      parts.put(part.substring(0, equals), part.substring(equals + 1));
    } else if (first) {
      parts.put("", part);
    } else if (!part.isEmpty()) {
      parts.put(part, "on");
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
