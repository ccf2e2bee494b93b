package dev.tapmine.index;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/// Opens DuckDB as Tapmine uses it: in memory, and never fetching an extension from the network.
final class Engine {
  private Engine() {}

  /// @param threads DuckDB's own; with one, what is written is the same every time
  /// @param spill folder for what does not fit the memory; made at need
  static DuckDBConnection open(int threads, Path spill) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("memory_limit", "1GB");
    settings.setProperty("temp_directory", spill.toString());
    settings.setProperty("preserve_insertion_order", "true");
    // Results come as they are read; otherwise all of a result is held outside the heap first.
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
  }

  /// A string as SQL writes it.
  static String quoted(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }
}
