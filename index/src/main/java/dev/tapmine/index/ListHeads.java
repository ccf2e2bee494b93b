package dev.tapmine.index;

import java.sql.SQLException;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions.FunctionException;

/// The entries of unnested lists, one after the other.
final class ListHeads {
  private final DuckDBChunkedResult result;
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
      left = chunk().rowCount();
      row = 0;
    }
    left--;
  }

  private DuckDBDataChunkReader chunk() {
    return result.chunk();
  }

  long number(int column) throws SQLException {
    try {
      return chunk().vector(column).getLong(row);
    } catch (FunctionException e) {
      throw new SQLException(e);
    }
  }

  int integer(int column) throws SQLException {
    try {
      return chunk().vector(column).getInt(row);
    } catch (FunctionException e) {
      throw new SQLException(e);
    }
  }
}
