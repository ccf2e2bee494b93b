package dev.tapmine.cli;

import dev.tapmine.questions.Content;
import dev.tapmine.questions.Table5;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What one labeler said of the samples: a line `number,content,table5` for each. A field may be
/// empty where nothing is said. Labels that do not exist are refused, so that a slip of the pen is
/// not taken for a class of its own.
///
/// @param name of the labeler, from the file's: `labels-NAME.csv`
/// @param content by the sample's number
/// @param table5 by the sample's number
record SampleLabels(String name, Map<Integer, String> content, Map<Integer, String> table5) {
  private static final String PREFIX = "labels-";

  /// Counters and timestamps are one label here: people do not tell them apart by looking.
  static String content(Content content) {
    return (content == Content.TIMESTAMPS ? Content.COUNTERS : content)
        .name()
        .toLowerCase(Locale.ROOT);
  }

  static SampleLabels of(Path file) throws IOException, UsageException {
    Set<String> contents =
        Arrays.stream(Content.values()).map(SampleLabels::content).collect(Collectors.toSet());
    Set<String> codes =
        Arrays.stream(Table5.values()).map(Table5::code).collect(Collectors.toSet());
    Map<Integer, String> content = new TreeMap<>();
    Map<Integer, String> table5 = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split(",", -1);
      if (words[0].equals("number") || line.isBlank()) {
        continue;
      }
      if (words.length != 3
          || !words[0].matches("[0-9]{1,6}")
          || !(words[1].isEmpty() || contents.contains(words[1]))
          || !(words[2].isEmpty() || codes.contains(words[2]))) {
        throw new UsageException(
            "%s: '%s' is not a sample's number with one of the labels %s and one of %s."
                .formatted(
                    file,
                    GuestText.clip(line, 60),
                    contents.stream().sorted().toList(),
                    codes.stream().sorted().toList()));
      }
      put(content, words[0], words[1]);
      put(table5, words[0], words[2]);
    }
    String name = String.valueOf(file.getFileName()).replaceAll("\\.csv$", "");
    return new SampleLabels(
        name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, content, table5);
  }

  private static void put(Map<Integer, String> labels, String number, String label) {
    if (!label.isEmpty()) {
      labels.put(Integer.valueOf(number), label);
    }
  }
}
