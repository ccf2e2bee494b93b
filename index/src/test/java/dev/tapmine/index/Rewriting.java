package dev.tapmine.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Changes an index by SQL, as a foreign writer would, whose sizes are right.
final class Rewriting implements AutoCloseable {
  private final Path index;
  private final Connection connection;
  private final Statement statement;

  Rewriting(Path index) throws SQLException {
    this.index = index;
    this.connection = Engine.open(1, index.resolveSibling("spill"));
    this.statement = connection.createStatement();
  }

  static Path part(Path index, Table table) {
    return index.resolve(table.folder()).resolve(PartName.of(0));
  }

  /// Changes a table, which the statement calls `rows`.
  void table(Table table, String change) throws SQLException, IOException {
    change(part(index, table), change);
    noteSize(table);
  }

  /// Changes the metadata, which the statement calls `rows`.
  void metadata(String change) throws SQLException {
    change(index.resolve(Metadata.FILE), change);
  }

  /// Puts bytes in a table's place.
  void content(Table table, byte[] content) throws SQLException, IOException {
    Files.write(part(index, table), content);
    noteSize(table);
  }

  private void noteSize(Table table) throws SQLException, IOException {
    metadata(
        "UPDATE rows SET value = '%d' WHERE name = 'table.%s.part.00000.bytes'"
            .formatted(Files.size(part(index, table)), table.folder()));
  }

  private void change(Path file, String change) throws SQLException {
    statement.execute("CREATE OR REPLACE TABLE rows AS FROM " + Engine.quoted(file));
    statement.execute(change);
    statement.execute("COPY rows TO %s (FORMAT parquet)".formatted(Engine.quoted(file)));
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
