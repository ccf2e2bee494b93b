package dev.tapmine.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a command gives its answer: mixed into every command that prints a table.
///
/// JSON is pure ASCII, so that it, too, is safe on a terminal.
final class Answer {
  private static final ObjectMapper JSON =
      new ObjectMapper(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .enable(SerializationFeature.INDENT_OUTPUT);

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
  private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /// Says something beside the answer, on standard error.
  void note(String text) {
    spec.commandLine().getErr().println(GuestText.line(text));
  }

  void print(Table table) throws IOException {
    if (json) {
      print(table.json());
    } else {
      table.print(out());
    }
  }

  void print(JsonNode node) throws IOException {
    out().println(JSON.writeValueAsString(node));
    out().flush();
  }
}
