package dev.tapmine.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexFormatPageTest {
  private static final Path PAGE = Path.of("..", "docs", "index-format.md");

  private final RandomTaps source = new RandomTaps(11, 300, 2000);

  @TempDir Path folder;
  private Path index = Path.of("");

  @BeforeEach
  void writeAnIndex() throws IOException {
    index = folder.resolve("boot.taps");
    TapIndexWriter.write(
        source, index, new IndexOrigin("boot", "c0ffee", "0.1.0", new TreeMap<>()), false);
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void shouldDescribeEveryColumnAsItIs(Table table) throws IOException {
    StringBuilder rows = new StringBuilder("| column | type | what |\n|---|---|---|\n");
    for (Column column : table.columns()) {
      rows.append("| `%s` | %s | %s |\n".formatted(column.name(), column.type(), column.about()));
    }
    assertThat(Files.readString(PAGE)).contains("### `" + table.folder() + "`").contains(rows);
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void shouldHaveTheColumnsOfTheSchemaInTheFiles(Table table) throws SQLException {
    List<String> columns = new ArrayList<>();
    query(
        "DESCRIBE FROM '%s/*.parquet'".formatted(index.resolve(table.folder())),
        row -> columns.add(row.getString(1) + " " + row.getString(2)));
    assertThat(columns)
        .isEqualTo(table.columns().stream().map(c -> c.name() + " " + c.type()).toList());
  }

  @Test
  void shouldOfferQueriesThatRun() throws Exception {
    List<String> queries = queries();
    assertThat(queries).hasSize(3);
    for (String query : queries) {
      List<String> rows = new ArrayList<>();
      query(query, row -> rows.add(row.getString(1)));
      assertThat(rows).as(query).isNotEmpty();
    }
  }

  @Test
  void shouldShowTheRunsOfATapByAQuery() throws Exception {
    List<String> expected = new ArrayList<>();
    source.runs(
        tap -> tap == 0,
        run ->
            expected.add(
                "%d %x %s"
                    .formatted(
                        run.time(),
                        run.address(),
                        HexFormat.of().withUpperCase().formatHex(run.bytes()))));
    List<String> found = new ArrayList<>();
    query(
        queries().get(2),
        row -> found.add(row.getString(1) + " " + row.getString(2) + " " + row.getString(3)));
    assertThat(found).isEqualTo(expected.subList(0, 50));
  }

  private List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    Matcher blocks =
        Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    while (blocks.find()) {
      queries.add(blocks.group(1).replace("boot.taps", index.toString()));
    }
    return queries;
  }

  /// Takes a row.
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private void query(String sql, Row row) throws SQLException {
    try (Connection connection = Engine.open(1, folder.resolve("spill"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        row.take(rows);
      }
    }
  }
}
