package dev.tapmine.index;

import dev.tapmine.taps.Mined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// What an index says of itself: sorted names with values, kept as a Parquet table of two columns.
/// It is written last and lists the size of every other file, so that a missing or cut one is seen
/// without reading it.
final class Metadata {
  static final String FILE = "meta.parquet";
  private static final String ACCOUNT = "mined.account.";
  private static final String OPTION = "origin.option.";

  /// Bounds of what is read: far more than the largest index has to say.
  private static final long LARGEST_FILE = 16 << 20;

  private static final long MOST_CHARACTERS = 16 << 20;
  private static final int LONGEST_VALUE = 1 << 20;
  private static final long MOST_PARTS = 1 << 16;

  private final SortedMap<String, String> values;

  private Metadata(SortedMap<String, String> values) {
    this.values = values;
  }

  static Metadata of(Mined mined, IndexOrigin origin) {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("format", "tapmine-index");
    values.put("version", Integer.toString(Table.VERSION));
    values.put("origin.recording", origin.recording());
    values.put("origin.manifest_hash", origin.manifestHash());
    values.put("origin.tapmine", origin.tapmine());
    origin.options().forEach((name, value) -> values.put(OPTION + name, value));
    values.put("mined.architecture", mined.architecture());
    values.put("mined.big_endian", Boolean.toString(mined.bigEndian()));
    values.put("mined.depth", Integer.toString(mined.depth()));
    values.put("mined.reads", Boolean.toString(mined.reads()));
    values.put("mined.writes", Boolean.toString(mined.writes()));
    values.put("mined.stack", Boolean.toString(mined.stack()));
    values.put("mined.content_budget", Integer.toString(mined.contentBudget()));
    values.put("mined.outputs", Boolean.toString(mined.outputs()));
    values.put("mined.instructions", Long.toString(mined.instructions()));
    values.put("mined.complete", Boolean.toString(mined.complete()));
    mined.account().forEach((name, count) -> values.put(ACCOUNT + name, Long.toString(count)));
    return new Metadata(values);
  }

  /// Notes what a table became.
  void add(Table table, Path index, int parts, long rows) throws IOException {
    values.put("table." + table.folder() + ".rows", Long.toString(rows));
    values.put("table." + table.folder() + ".parts", Integer.toString(parts));
    for (int part = 0; part < parts; part++) {
      Path file = index.resolve(table.folder()).resolve(PartName.of(part));
      values.put(sizeName(table, part), Long.toString(Files.size(file)));
    }
  }

  void write(DuckDBConnection connection, Path index) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE meta (name VARCHAR, value VARCHAR)");
      try (DuckDBAppender appender = connection.createAppender("meta")) {
        for (var entry : values.entrySet()) {
          appender.beginRow().append(entry.getKey()).append(entry.getValue()).endRow();
        }
      }
      statement.execute(
          "COPY meta TO %s (FORMAT parquet)".formatted(Engine.quoted(index.resolve(FILE))));
    }
  }

  /// Whether a folder claims to be an index.
  static boolean presentIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  static Metadata read(DuckDBConnection connection, Path index) throws IndexException {
    SortedMap<String, String> values = new TreeMap<>();
    Path file = index.resolve(FILE);
    try (Statement statement = connection.createStatement()) {
      if (Files.size(file) > LARGEST_FILE) {
        throw new SQLException("It is too large");
      }
      long characters = 0;
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT left(name, %d), left(value, %d) FROM read_parquet(%s)"
                  .formatted(LONGEST_VALUE, LONGEST_VALUE, Engine.quoted(file)))) {
        while (rows.next()) {
          String name = rows.getString(1);
          String value = rows.getString(2);
          if (name == null || value == null) {
            throw new SQLException("It has rows without name or value");
          }
          characters += name.length() + value.length() + 64L;
          if (characters > MOST_CHARACTERS) {
            throw new SQLException("It says too much");
          }
          values.put(name, value);
        }
      }
    } catch (SQLException | IOException e) {
      throw new IndexException(
          index + " is not a tap index that can be read: its " + FILE + " is damaged.", e);
    }
    Metadata metadata = new Metadata(values);
    metadata.check(index);
    return metadata;
  }

  private void check(Path index) throws IndexException {
    if (!"tapmine-index".equals(values.get("format"))) {
      throw new IndexException(
          index + " is not a tap index: its " + FILE + " is something else's.");
    }
    long version = number("version", index);
    if (version < 1) {
      throw unfit("version", index);
    }
    if (version > Table.VERSION) {
      throw new IndexException(
          "%s is a tap index of version %d, and this Tapmine reads up to version %d: use a newer one."
              .formatted(index, version, Table.VERSION));
    }
    if (version < Table.VERSION) {
      throw new IndexException(
          "%s is a tap index of version %d, which lacks what this Tapmine asks for: mine the recording again."
              .formatted(index, version));
    }
    for (Table table : Table.values()) {
      int parts = parts(table, index);
      for (int part = 0; part < parts; part++) {
        Path file = index.resolve(table.folder()).resolve(PartName.of(part));
        checkSize(file, number(sizeName(table, part), index));
      }
    }
  }

  private static void checkSize(Path file, long expected) throws IndexException {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException e) {
      throw new IndexException(file + " is missing, so the index is damaged: mine again.", e);
    }
    if (size != expected || !Files.isRegularFile(file)) {
      throw new IndexException(
          "%s has %,d bytes instead of %,d, so the index is damaged: mine the recording again."
              .formatted(file, size, expected));
    }
  }

  int parts(Table table, Path index) throws IndexException {
    return within("table." + table.folder() + ".parts", 1, MOST_PARTS, index);
  }

  long rows(Table table, Path index) throws IndexException {
    String name = "table." + table.folder() + ".rows";
    long rows = number(name, index);
    if (rows < 0) {
      throw unfit(name, index);
    }
    return rows;
  }

  Mined mined(Path index) throws IndexException {
    SortedMap<String, Long> account = new TreeMap<>();
    for (String name : below(ACCOUNT).keySet()) {
      account.put(name, number(ACCOUNT + name, index));
    }
    return new Mined(
        text("mined.architecture", index),
        flag("mined.big_endian", index),
        within("mined.depth", 0, 16, index),
        flag("mined.reads", index),
        flag("mined.writes", index),
        flag("mined.stack", index),
        within("mined.content_budget", 0, Integer.MAX_VALUE, index),
        flag("mined.outputs", index),
        number("mined.instructions", index),
        flag("mined.complete", index),
        account);
  }

  IndexOrigin origin(Path index) throws IndexException {
    return new IndexOrigin(
        text("origin.recording", index),
        text("origin.manifest_hash", index),
        text("origin.tapmine", index),
        below(OPTION));
  }

  private SortedMap<String, String> below(String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    for (var entry : values.tailMap(prefix).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      found.put(entry.getKey().substring(prefix.length()), entry.getValue());
    }
    return found;
  }

  private boolean flag(String name, Path index) throws IndexException {
    return switch (text(name, index)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unfit(name, index);
    };
  }

  private int within(String name, long least, long most, Path index) throws IndexException {
    long value = number(name, index);
    if (value < least || value > most) {
      throw unfit(name, index);
    }
    return (int) value;
  }

  private long number(String name, Path index) throws IndexException {
    try {
      return Long.parseLong(text(name, index));
    } catch (NumberFormatException e) {
      IndexException unfit = unfit(name, index);
      unfit.addSuppressed(e);
      throw unfit;
    }
  }

  private IndexException unfit(String name, Path index) {
    return new IndexException(
        "%s is damaged: its %s says '%s' for %s.".formatted(index, FILE, values.get(name), name));
  }

  private String text(String name, Path index) throws IndexException {
    @Nullable String value = values.get(name);
    if (value == null) {
      throw new IndexException(
          "%s is damaged: its %s does not say %s.".formatted(index, FILE, name));
    }
    return value;
  }

  private static String sizeName(Table table, int part) {
    return "table.%s.part.%05d.bytes".formatted(table.folder(), part);
  }
}
