package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where this machine's apt gets its packages from, in both of apt's formats: one-line `.list` and
/// deb822 `.sources`. Tapmine fetches from there and from nowhere else.
final class AptSources {
  /// One archive with one or more suites.
  ///
  /// @param keyring path of the keyring its index is signed with, if the source names one
  record Source(
      String uri, List<String> suites, List<String> components, Optional<String> keyring) {}

  private AptSources() {}

  /// All enabled sources of binary packages under an apt configuration folder.
  static List<Source> read(Path etcApt) throws IOException {
    List<Source> sources = new ArrayList<>();
    Path main = etcApt.resolve("sources.list");
    if (Files.isReadable(main)) {
      sources.addAll(oneLine(Files.readString(main)));
    }
    Path parts = etcApt.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      List<Path> files = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(parts, "*.{list,sources}")) {
        entries.forEach(files::add);
      }
      files.sort(null);
      for (Path file : files) {
        if (Files.isReadable(file)) {
          String text = Files.readString(file);
          sources.addAll(file.toString().endsWith(".list") ? oneLine(text) : deb822(text));
        }
      }
    }
    return sources;
  }

  /// The source to take a suite from: the one that lists it, else one that lists a suite of the
  /// same archive, such as this machine's own release.
  static Source forSuite(List<Source> sources, String suite, OsRelease system)
      throws RecordingException {
    for (String wanted : List.of(suite, system.codename(), "stable", suite + "-updates")) {
      for (Source source : sources) {
        if (!wanted.isEmpty()
            && source.suites().contains(wanted)
            && source.components().contains("main")) {
          return source;
        }
      }
    }
    throw new RecordingException(
        "The apt sources of this machine name no Debian archive with the suite %s or %s: add one to /etc/apt/sources.list."
            .formatted(suite, system.codename().isEmpty() ? "stable" : system.codename()));
  }

  static List<Source> oneLine(String text) {
    List<Source> sources = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String rest = line.replaceFirst("#.*", "").strip();
      if (!rest.startsWith("deb ") && !rest.startsWith("deb\t")) {
        continue;
      }
      rest = rest.substring(3).strip();
      Optional<String> keyring = Optional.empty();
      if (rest.startsWith("[")) {
        int end = rest.indexOf(']');
        if (end < 0) {
          continue;
        }
        keyring =
            Arrays.stream(rest.substring(1, end).strip().split("\\s+", -1))
                .filter(o -> o.startsWith("signed-by="))
                .map(o -> o.substring("signed-by=".length()))
                .filter(k -> k.startsWith("/"))
                .findFirst();
        rest = rest.substring(end + 1).strip();
      }
      List<String> words = List.of(rest.split("\\s+", -1));
      if (words.size() >= 3 && usable(words.getFirst())) {
        sources.add(
            new Source(
                words.get(0), List.of(words.get(1)), words.subList(2, words.size()), keyring));
      }
    }
    return sources;
  }

  static List<Source> deb822(String text) {
    List<Source> sources = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    String last = "";
    for (String line : (text + "\n\n").split("\n", -1)) {
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        stanza(fields, sources);
        fields.clear();
      } else if (Character.isWhitespace(line.charAt(0))) {
        fields.merge(last, " " + line.strip(), String::concat);
      } else {
        int colon = line.indexOf(':');
        if (colon > 0) {
          last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
          fields.put(last, line.substring(colon + 1).strip());
        }
      }
    }
    return sources;
  }

  private static void stanza(Map<String, String> fields, List<Source> sources) {
    String enabled = fields.getOrDefault("enabled", "yes").toLowerCase(Locale.ROOT);
    if (!words(fields, "types").contains("deb")
        || List.of("no", "false", "0", "off", "without", "disable").contains(enabled)) {
      return;
    }
    for (String uri : words(fields, "uris")) {
      if (usable(uri)) {
        sources.add(
            new Source(
                uri,
                words(fields, "suites"),
                words(fields, "components"),
                Optional.ofNullable(fields.get("signed-by")).filter(k -> k.startsWith("/"))));
      }
    }
  }

  private static List<String> words(Map<String, String> fields, String key) {
    String value = fields.getOrDefault(key, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+", -1));
  }

  private static boolean usable(String uri) {
    return uri.contains(":") && !uri.startsWith("cdrom:");
  }
}
