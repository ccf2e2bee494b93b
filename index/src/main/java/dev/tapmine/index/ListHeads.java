package dev.tapmine.index;

import java.sql.SQLException;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions.FunctionException;
import org.duckdb.DuckDBReadableVector;

/// The entries of unnested lists, one after the other. A chunk's columns are fetched once: to ask
/// for a vector anew at each entry costs more than to read it.
final class ListHeads {
  private final DuckDBChunkedResult result;
  private DuckDBReadableVector[] columns = {};
  private long left;
  private long row;

  ListHeads(DuckDBChunkedResult result) {
    this.result = result;
  }

  /// Goes to the next entry.
  ///
  /// @throws SQLException when there is none
  void next() throws SQLException {
    row++;
    while (left == 0) {
      if (!result.nextChunk()) {
        throw new SQLException("The lists are shorter than the rows tell");
      }
      DuckDBDataChunkReader chunk = result.chunk();
      columns = new DuckDBReadableVector[(int) chunk.columnCount()];
      for (int column = 0; column < columns.length; column++) {
        columns[column] = chunk.vector(column);
      }
      left = chunk.rowCount();
      row = 0;
    }
    left--;
  }

  long number(int column) throws SQLException {
    try {
      return columns[column].getLong(row);
    } catch (FunctionException e) {
      throw new SQLException(e);
    }
  }

  int integer(int column) throws SQLException {
    try {
      return columns[column].getInt(row);
    } catch (FunctionException e) {
      throw new SQLException(e);
    }
  }
}
